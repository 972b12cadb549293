/// Composes the sink for a dialect.
package enum DelimitedOutput {
    /// A sink that takes UTF-8 and passes it on in the dialect's encoding, behind its byte order
    /// mark where it has one. `name` stands in messages. Throws when the encoding is not known.
    package static func makeSink(
        for dialect: Dialect, to sink: any ByteSink, name: String
    ) throws(FormatError) -> any ByteSink {
        let encoding = dialect.encoding.canonical
        if dialect.hasByteOrderMark { try sink.write(encoding.byteOrderMark) }
        if encoding == .utf8 { return sink }
        return try TranscodingSink(sink, to: encoding, name: name)
    }
}

extension Sequence<UInt8> {
    /// True when a text begins with what readers take for a byte order mark and leave out.
    var looksMarked: Bool { starts(with: TextEncoding.utf8.byteOrderMark) }
}
