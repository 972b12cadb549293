/// The root of an XML document.
package enum XMLRoot {
    /// Its name; nil where the bytes are no XML. Reads no more than the beginning.
    package static func name(of source: any ByteSource, file: String) -> String? {
        guard let parser = try? XMLParser(source, file: file, limits: ReadLimits()) else {
            return nil
        }
        while parser.tape.events.isEmpty {
            guard (try? parser.readOn()) == true else { return nil }
        }
        return parser.tape.names.texts[Int(parser.tape.events[0].name)]
    }
}
