import CLibXML2
import Glibc
import Synchronization

/// Compiles an XML schema on a thread of its own: libxml2 cannot be told to stop, so a thread that
/// takes too long is left to itself and ends with the program.
final class XMLSchemaCompilation: Sendable {
    enum Outcome {
        case compiled(xmlSchemaPtr)
        case failed(String)
        case timedOut
    }

    private struct State {
        var isDone = false
        /// The address of what was compiled; 0 for nothing.
        var schema: UInt = 0
        /// The first of libxml2's errors.
        var message: String?
    }

    private let path: String
    private let state = Mutex(State())

    private init(path: String) { self.path = path }

    static func run(path: String, seconds: Int) -> Outcome {
        let compilation = XMLSchemaCompilation(path: path)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(compilation)
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<XMLSchemaCompilation>.fromOpaque(context).takeRetainedValue().compile()
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            return .failed("the system gives no thread for it")
        }
        pthread_detach(thread)
        return compilation.outcome(within: seconds)
    }

    /// Looks every millisecond: a schema is compiled once a run.
    private func outcome(within seconds: Int) -> Outcome {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            let state = state.withLock { $0 }
            if state.isDone {
                guard let schema = xmlSchemaPtr(bitPattern: state.schema) else {
                    return .failed(state.message ?? "it gives no reason")
                }
                return .compiled(schema)
            }
            usleep(1_000)
        }
        return .timedOut
    }

    private func compile() {
        let me = Unmanaged.passUnretained(self).toOpaque()
        let take: xmlStructuredErrorFunc = { context, error in
            guard let context, let error else { return }
            Unmanaged<XMLSchemaCompilation>.fromOpaque(context).takeUnretainedValue()
                .note(error.pointee)
        }
        // For this thread: what is wrong with the XML itself.
        xmlSetStructuredErrorFunc(me, take)
        var schema: xmlSchemaPtr?
        if let parser = xmlSchemaNewParserCtxt(path) {
            xmlSchemaSetParserStructuredErrors(parser, take, me)
            schema = xmlSchemaParse(parser)
            xmlSchemaFreeParserCtxt(parser)
        }
        let address = UInt(bitPattern: schema)
        state.withLock {
            $0.schema = address
            $0.isDone = true
        }
    }

    private func note(_ error: xmlError) {
        let place = error.line > 0 ? "line \(error.line): " : ""
        let message = place + error.sentence
        state.withLock { if $0.message == nil { $0.message = message } }
    }
}
