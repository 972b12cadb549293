import ArgumentParser
import Folders
import Logging
import Pipeline

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Stay, look into inbox/ every few seconds, convert what has settled.",
        discussion: """
            Writes one line an event to standard error. SIGTERM and Ctrl-C stop it in order: a package \
            that is being converted goes on at the next start.

            EXAMPLES
              p2c watch
              p2c watch --workspace /srv/p2c --poll 10
            """)

    @OptionGroup var options: WorkspaceOptions

    @Option(help: "Seconds between two looks (default: inbox.pollSeconds of p2c.json).")
    var poll: Double?

    func validate() throws {
        if let poll, poll < 0.1 {
            throw ValidationError("--poll takes seconds, at least 0.1; you gave \(poll)")
        }
    }

    func run() async throws {
        let options = options
        let poll = poll
        try await runUntilStopped { stop in try Self.watch(options, poll: poll, stop: stop) }
    }

    private static func watch(
        _ options: WorkspaceOptions, poll: Double?, stop: StopSignal
    ) throws {
        let workspace = try options.openToConvert()
        let loaded = try LoadedConfiguration(workspace: workspace)
        try loaded.checkTemplatesRun()
        let session = try WorkspaceSession(
            workspace: workspace, configuration: loaded.configuration, clock: UTCClock.now)
        let log = Logger(label: "p2c") { _ in LineLog() }
        let observer = Observer(shouldStop: { stop.isRaised })
        let tell = { (report: RunReport) in report.log(to: log) }
        log.info("watch.started", metadata: ["workspace": "\(workspace.root)"])
        for remark in try loaded.remarks(on: workspace) + session.remarks() {
            log.warning("workspace.unused", metadata: ["why": "\(remark)"])
        }

        do {
            try session.recover(full: false, observer: observer, tell: tell)
        } catch let error as PipelineError where error.isStop {
            log.info("watch.stopped")
            return
        }
        var watch = InboxWatch(
            workspace: workspace, rules: loaded.settings.inbox.rules,
            configuration: loaded.configuration)
        var told: Set<String> = []
        while !stop.isRaised {
            let found = try watch.look(time: UTCClock.seconds())
            for remark in found.remarks {
                log.warning("inbox.left", metadata: ["why": "\(remark)"])
            }
            for refusal in found.refused {
                log.error("inbox.refused", metadata: ["why": "\(refusal)"])
            }
            for entry in found.ready where !stop.isRaised {
                do {
                    tell(try session.convert(entry, full: false, observer: observer))
                } catch let error as PipelineError where error.isStop {
                    break
                } catch let error as PipelineError where error.isAboutSettings {
                    // The file stays in the inbox until somebody has mended it.
                    if told.insert(error.description).inserted {
                        log.error("settings.wrong", metadata: ["why": "\(error.description)"])
                    }
                    break
                }
            }
            do {
                try session.resume(observer: observer, tell: tell)
            } catch let error as PipelineError where error.isStop {
                break
            } catch let error as PipelineError where error.isAboutSettings {
                if told.insert(error.description).inserted {
                    log.error("settings.wrong", metadata: ["why": "\(error.description)"])
                }
            }
            stop.sleep(seconds: poll ?? loaded.settings.inbox.pollSeconds)
        }
        log.info("watch.stopped")
    }
}

extension RunReport {
    /// One line for the log, at the level that says whether a person must act.
    fileprivate func log(to log: Logger) {
        var keys: Logger.Metadata = [
            "run": "\(run ?? 0)", "file": "\(source.name)", "outcome": "\(outcome.rawValue)",
            "records": "\(records.read)", "written": "\(records.written)",
            "quarantined": "\(records.quarantined)", "filtered": "\(records.filtered)",
            "unchanged": "\(records.unchanged)", "waiting": "\(records.waiting)",
        ]
        if refusedValues > 0 { keys["unmappedValues"] = "\(refusedValues)" }
        if passedValues > 0 { keys["passedValues"] = "\(passedValues)" }
        if let shares = distribution?.shares {
            keys["handedOn"] = "\(shares.flatMap(\.files).joined(separator: ", "))"
        }
        if let company = source.legalEntity { keys["legalEntity"] = "\(company)" }
        if let failure { keys["why"] = "\(failure)" }
        log.log(level: exitStatus == .done ? .info : .error, "run.closed", metadata: keys)
    }
}
