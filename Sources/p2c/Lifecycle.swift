import Dispatch
import Glibc
import Logging
import ServiceLifecycle
import Synchronization

/// Raised once when SIGTERM or Ctrl-C asks the program to stop; work looks at it between batches.
final class StopSignal: Sendable {
    private let raised = Atomic<Bool>(false)

    var isRaised: Bool { raised.load(ordering: .relaxed) }
    func raise() { raised.store(true, ordering: .relaxed) }

    /// Waits, but no longer than until the signal is raised.
    func sleep(seconds: Double) {
        var left = seconds
        while left > 0 && !isRaised {
            let nap = min(left, 0.1)
            usleep(UInt32(nap * 1_000_000))
            left -= nap
        }
    }
}

/// Runs blocking work on a thread of its own until it ends; SIGTERM and Ctrl-C raise the work's stop
/// signal and let it end in order.
func runUntilStopped<Result: Sendable>(
    _ work: @escaping @Sendable (StopSignal) throws -> Result
) async throws -> Result {
    let service = BlockingWork(work: work)
    var configuration = ServiceGroupConfiguration(
        services: [
            .init(
                service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                failureTerminationBehavior: .cancelGroup)
        ],
        logger: Logger(label: "p2c.lifecycle") { _ in SwiftLogNoOpLogHandler() })
    configuration.gracefulShutdownSignals = [.sigterm, .sigint]
    try await ServiceGroup(configuration: configuration).run()
    return try service.result()
}

/// The one service of the program: some blocking work and its outcome.
private final class BlockingWork<Output: Sendable>: Service {
    private let work: @Sendable (StopSignal) throws -> Output
    private let stop = StopSignal()
    private let outcome = Mutex<Result<Output, any Error>?>(nil)

    init(work: @escaping @Sendable (StopSignal) throws -> Output) {
        self.work = work
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue(label: "p2c.work").async {
                    let result = Result { try self.work(self.stop) }
                    self.outcome.withLock { $0 = result }
                    continuation.resume()
                }
            }
        } onGracefulShutdown: {
            self.stop.raise()
        }
    }

    func result() throws -> Output {
        guard let result = outcome.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }
}
