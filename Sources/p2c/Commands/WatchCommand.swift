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
        var rounds = WatchRounds(
            session: session, log: Logger(label: "p2c") { _ in LineLog() }, stop: stop)
        rounds.log.info("watch.started", metadata: ["workspace": "\(workspace.root)"])
        for remark in try loaded.remarks(on: workspace) + session.remarks() {
            rounds.warn("workspace.unused", why: remark)
        }
        try rounds.recover()
        var watch = InboxWatch(
            workspace: workspace, rules: loaded.settings.inbox.rules,
            configuration: loaded.configuration)
        while !stop.isRaised {
            try rounds.take(watch.look(time: UTCClock.seconds()))
            stop.sleep(seconds: poll ?? loaded.settings.inbox.pollSeconds)
        }
        rounds.log.info("watch.stopped")
    }
}

/// What a watcher does between one look at inbox/ and the next.
private struct WatchRounds {
    let session: WorkspaceSession
    let log: Logger
    let stop: StopSignal
    /// Wrong settings of which the log has a line.
    private var told: Set<String> = []

    init(session: WorkspaceSession, log: Logger, stop: StopSignal) {
        self.session = session
        self.log = log
        self.stop = stop
    }

    private var observer: Observer { Observer(shouldStop: { [stop] in stop.isRaised }) }

    func warn(_ what: Logger.Message, why: String) {
        log.warning(what, metadata: ["why": "\(why)"])
    }

    /// Goes on with what an earlier run left.
    func recover() throws {
        do {
            try session.recover(full: false, observer: observer) { $0.log(to: log) }
        } catch let error as PipelineError where error.isStop {}
    }

    /// Converts what a look found, and then what it lets go on.
    mutating func take(_ found: InboxWatch.Findings) throws {
        for remark in found.remarks { warn("inbox.left", why: remark) }
        for refusal in found.refused {
            log.error("inbox.refused", metadata: ["why": "\(refusal)"])
        }
        let (session, observer, log) = (session, observer, log)
        for entry in found.ready where !stop.isRaised {
            let isDone = try attempt {
                try session.convert(entry, full: false, observer: observer).log(to: log)
            }
            if !isDone { break }
        }
        _ = try attempt { try session.resume(observer: observer) { $0.log(to: log) } }
    }

    /// False when the work was stopped or the settings keep it from being done: a file stays in inbox/
    /// until somebody has mended them.
    private mutating func attempt(_ work: () throws -> Void) throws -> Bool {
        do {
            try work()
            return true
        } catch let error as PipelineError where error.isStop {
            return false
        } catch let error as PipelineError where error.isAboutSettings {
            if told.insert(error.description).inserted {
                log.error("settings.wrong", metadata: ["why": "\(error.description)"])
            }
            return false
        }
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
