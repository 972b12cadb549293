import ArgumentParser
import Pipeline

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Convert everything that lies in inbox/, then exit.",
        discussion: """
            For cron and systemd timers. A package that was interrupted is finished first. Each file \
            goes to archive/ afterwards, records that break a rule to quarantine/ with the reason.

            EXAMPLES
              p2c run
              p2c run --workspace /srv/p2c
              p2c run --full            deliver all records, also those already delivered
              p2c run --project NAME    only files of the companies and templates of that project
            """)

    @OptionGroup var options: WorkspaceOptions

    @Flag(help: "Deliver all records, not only what is new or changed.")
    var full = false

    @Option(help: "Only this project of p2c.json; other files stay in inbox/.")
    var project: String?

    func run() async throws {
        let (options, project, full) = (options, project, full)
        let status = try await runUntilStopped { stop in
            try Self.convertAll(options, project: project, full: full, stop: stop)
        }
        if status != .done { throw ExitStatusError(status: status) }
    }

    private static func convertAll(
        _ options: WorkspaceOptions, project: String?, full: Bool, stop: StopSignal
    ) throws -> ExitStatus {
        let workspace = try options.openToConvert()
        let loaded = try LoadedConfiguration(workspace: workspace)
        try loaded.checkTemplatesRun()
        try loaded.checkProject(project)
        try loaded.remarks(on: workspace).forEach(printError)
        let session = try WorkspaceSession(
            workspace: workspace, configuration: loaded.configuration, clock: UTCClock.now)
        try session.remarks().forEach(printError)
        let progress = ProgressLine()
        let observer = Observer(show: progress.show, shouldStop: { stop.isRaised })
        var status = ExitStatus.done
        func tell(_ report: RunReport) {
            progress.clear()
            ReportText(report: report).lines.forEach { print($0) }
            status = max(status, report.exitStatus)
        }

        try session.recover(full: full, observer: observer, tell: tell)
        var watch = InboxWatch(
            workspace: workspace, rules: loaded.settings.inbox.rules,
            configuration: loaded.configuration)
        let found = try watch.settledNow(stop: stop)
        var next = found.ready
        while !next.isEmpty && !stop.isRaised {
            let entry = next.removeFirst()
            if let project,
                try !session.isTaken(entry, byProject: project, observer: observer)
            {
                print("\(entry.name) stays in inbox/: \"\(project)\" does not take it")
                continue
            }
            tell(
                try session.convert(entry, project: project, full: full, observer: observer))
            next = try session.entriesHandedOn() + next
        }
        try session.resume(observer: observer, tell: tell)
        for remark in found.remarks { print(remark) }
        if let remark = found.markerRemark { print(remark) }
        for refusal in found.refused { printError("p2c: \(refusal)") }
        if !found.refused.isEmpty { status = .machineFailed }
        if stop.isRaised { throw PipelineError.stopped }
        if found.isEmpty { print("inbox/ holds nothing to convert") }
        return status
    }
}

extension InboxWatch {
    /// Looks as often as a file needs to settle, in short steps, and no longer: what is still being
    /// written stays for the next run.
    fileprivate mutating func settledNow(stop: StopSignal) throws -> Findings {
        var all = Findings()
        for _ in 0..<rules.looks {
            let found = try look(time: UTCClock.seconds())
            all.remarks += found.remarks
            all.refused += found.refused
            all.ready = found.ready
            all.unmarked = found.unmarked
            if stop.isRaised || (!found.isWaiting && found.ready.isEmpty) { break }
            if found.isWaiting { stop.sleep(seconds: 0.1) }
        }
        return all
    }
}

extension Settings.Inbox {
    /// The rules for the inbox watch.
    var rules: InboxWatch.Rules {
        var rules = InboxWatch.Rules()
        rules.looks = max(looks, 1)
        rules.doneMarkers = doneMarkers
        return rules
    }
}

extension ExitStatus: Comparable {
    static func < (one: ExitStatus, other: ExitStatus) -> Bool { one.rawValue < other.rawValue }
}
