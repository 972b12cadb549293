import Records
import Testing

@testable import Formats

@Suite struct `Records set aside of several entities of one file` {
    private let folder = TemporaryFolder()

    private static let text =
        "<Document><HENTITY SALESID='1'><LENTITY N='1'/></HENTITY></Document>"

    /// Sets all records of the package aside and returns the folder that they went to.
    private func setAside(_ package: SourcePackage) throws -> String {
        let target = folder.path + "/aside"
        let returned = ReturnPackage(of: package, folder: target, formats: FormatRegistry())
        for entity in package.entities {
            let reader = try package.makeReader(for: entity)
            let batch = try #require(try reader.next())
            let writer = try returned.makeWriter(
                for: entity, columns: batch.columns.map(\.name))
            try writer.write(batch, rows: [0], reasons: [0: "why"])
            try writer.finish()
        }
        #expect(try returned.finish())
        return target
    }

    private func rows(_ path: String) throws -> [String: [[String?]]] {
        let package = try SourcePackage.open(path)
        var rows: [String: [[String?]]] = [:]
        for (index, entity) in package.entities.enumerated() {
            rows[entity.nameCandidates.last!] = try package.table(index).rows
        }
        return rows
    }

    @Test func `lie in files of their own beside a loose file`() throws {
        let aside = try setAside(
            SourcePackage.open(folder.file("orders.xml", Self.text.utf8)))
        #expect(try rows(aside + "/orders.xml")["orders"] == [["1"]])
        #expect(try rows(aside + "/orders LENTITY.xml")["orders LENTITY"] == [["1", "1"]])
    }

    @Test func `lie in files of their own in a zip of files`() throws {
        let aside = try setAside(
            SourcePackage.open(folder.zip("set.zip", [("a/orders.xml", Self.text)])))
        let package = try SourcePackage.open(aside + "/set.zip")
        #expect(
            package.entities.map(\.file) == [
                "set.zip/orders.xml", "set.zip/orders LENTITY.xml",
            ])
        #expect(package.entities.map(\.name) == ["HENTITY", "LENTITY"])
    }

    @Test func `are entities of a DMF package`() throws {
        let entity = DMFSample.entity("Composite", target: "Composite", file: "so.xml")
        let aside = try setAside(folder.openDMF(entity, files: [("so.xml", Self.text)]))
        let package = try SourcePackage.open(aside + "/p.zip")
        #expect(package.entities.map(\.name) == ["Composite", "LENTITY"])
        #expect(package.entities.map(\.targetEntity) == ["HENTITY", "LENTITY"])
        #expect(try package.table(0).rows == [["1"]])
        #expect(try package.table(1).rows == [["1", "1"]])
    }
}
