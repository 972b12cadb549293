import Foundation
import Records
import Testing

@testable import Formats

/// What happens to zips on their way to us.
@Suite struct `Zips from the wild` {
    private let folder = TemporaryFolder()

    private func code(_ bytes: [UInt8]) -> IssueCode? {
        issue { _ = try SourcePackage.open(folder.file("p.zip", bytes)) }?.code
    }

    private func zip(_ files: [(String, [UInt8])]) -> [UInt8] {
        ZipBuilder(
            files.map { file in
                var entry = ZipBuilder.Entry(file.0)
                entry.content = file.1
                return entry
            }
        ).bytes()
    }

    @Test func `nasty case 21: a zip that is cut is waited for, then refused`() {
        let whole = zip(dmfFiles())
        for count in [4, whole.count / 2, whole.count - 1] {
            let path = folder.file("p.zip", whole[..<count])
            #expect(PackageCompleteness.check(path: path) != .complete)
            #expect(code(Array(whole[..<count])) == .zipTruncated)
        }
    }

    @Test func `nasty case 22: backslashes in names are folders`() throws {
        let path = folder.zip("p.zip", dmfFiles().map { ("PkgFolder\\\($0.0)", $0.1) })
        let package = try SourcePackage.open(path)
        #expect(package.kind == .dmf)
        #expect(package.warnings.map(\.code) == [.zipBackslash, .packageInFolder])
        #expect(try package.table().rows.count == 2)
    }

    @Test func `nasty case 23: a package in a package is opened where it is the only one`() throws {
        let inner = zip(dmfFiles())
        let package = try SourcePackage.open(
            folder.zip("p.zip", [("inner.zip", inner), ("__MACOSX/._inner.zip", [1])]))
        #expect(package.kind == .dmf)
        #expect(package.entities[0].file == "p.zip/inner.zip/Customers V2.csv")
        #expect(package.warnings.map(\.code) == [.zipInZip])
        #expect(try package.table().rows.count == 2)
        #expect(code(zip([("a.zip", inner), ("b.zip", inner)])) == .nestedPackage)
        #expect(code(zip([("a.zip", zip([("b.zip", inner)]))])) == .nestedPackage)
        #expect(code(zip([("a.zip", Array(inner.dropLast(30)))])) == .zipTruncated)
    }

    @Test func `nasty case 24: encrypted zips, bombs and too many entries are refused`() {
        var entry = ZipBuilder.Entry("a.csv", "x")
        entry.flags = 1
        #expect(code(ZipBuilder([entry]).bytes()) == .zipEncrypted)
        entry = ZipBuilder.Entry("a.csv", "x")
        entry.method = 8
        entry.unpackedBytes = 2 << 20
        #expect(code(ZipBuilder([entry]).bytes()) == .zipBomb)
        var limits = ReadLimits()
        limits.zipEntries = 1
        let two = folder.zip("two.zip", [("a.csv", "A\n"), ("b.csv", "B\n")])
        let found = issue {
            _ = try SourcePackage.open(
                path: two, name: "two.zip", limits: limits, formats: FormatRegistry())
        }
        #expect(found?.code == .zipTooManyEntries)
    }

    @Test func `nasty case 25: two entries of one name are refused`() {
        #expect(code(zip([("a.csv", [1]), ("A.CSV", [2])])) == .zipDuplicateName)
    }
}
