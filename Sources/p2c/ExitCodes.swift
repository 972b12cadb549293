import ArgumentParser
import Folders
import Glibc
import Pipeline
import Records
import Schemas
import Store

/// How the program ends. Scripts rely on these numbers.
enum ExitStatus: Int32 {
    case done = 0
    /// All went through, and some records were set aside.
    case someQuarantined = 1
    /// A wrong command line or wrong settings.
    case usage = 2
    /// A package could not be converted.
    case packageFailed = 3
    /// The disk, permissions or the database failed.
    case machineFailed = 4
}

extension RunReport {
    /// The exit status that this run alone would give.
    var exitStatus: ExitStatus {
        if failure != nil { return .packageFailed }
        return records.quarantined > 0 ? .someQuarantined : .done
    }
}

extension P2C {
    /// Prints what stopped the program and ends it with the status that stands for it.
    static func end(with error: any Error) -> Never {
        if let status = error as? ExitStatusError { Glibc.exit(status.status.rawValue) }
        let status = status(of: error)
        if status == .done || exitCode(for: error) == .success {
            print(fullMessage(for: error))
            Glibc.exit(ExitStatus.done.rawValue)
        }
        printError(message(of: error))
        Glibc.exit(status.rawValue)
    }

    private static func status(of error: any Error) -> ExitStatus {
        switch error {
        case is UsageError: .usage
        case let error as PipelineError:
            error.isAboutSettings
                ? .usage
                : error.isAboutPackage || error.isStop ? .packageFailed : .machineFailed
        case let error as FoldersError: error.isAboutUse ? .usage : .machineFailed
        case is StoreError: .machineFailed
        default: .usage
        }
    }

    private static func message(of error: any Error) -> String {
        switch error {
        case let error as UsageError: "p2c: \(error)"
        case let error as SchemaError: "p2c: \(error)"
        case let error as PipelineError: "p2c: \(error)"
        case let error as StoreError: "p2c: \(error)"
        case let error as FoldersError: "p2c: \(error)"
        default: negativeRun ?? fullMessage(for: error) + commandHint
        }
    }

    /// The complaint about `p2c show -1`, whose number is taken for an option.
    private static var negativeRun: String? {
        let words = CommandLine.arguments.dropFirst()
        guard words.first == "show", let number = words.first(where: { (Int($0) ?? 0) < 0 })
        else { return nil }
        return "p2c: \(number) is no number of a run: they count from 1. \"p2c history\" lists them"
    }

    /// For the first word of the command line that is no command: the one that it may stand for.
    private static var commandHint: String {
        var commands = configuration.subcommands
        for word in CommandLine.arguments.dropFirst() {
            if word.hasPrefix("-") || commands.isEmpty { return "" }
            guard let command = commands.first(where: { $0._commandName == word }) else {
                let hint = NearNames.hint(for: word, among: commands.map { $0._commandName })
                return hint.isEmpty ? "" : "\n" + hint.dropFirst()
            }
            commands = command.configuration.subcommands
        }
        return ""
    }
}

/// Ends the program with a status, everything being said already.
struct ExitStatusError: Error {
    var status: ExitStatus
}

/// Prints a line to standard error.
func printError(_ text: String) {
    writeError(text + "\n")
}

/// Writes a text to standard error as it is.
func writeError(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
