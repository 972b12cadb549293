// swift-tools-version: 6.2
import PackageDescription

// The arrows of docs/tour.md: imports run downward only, siblings never import each other.
// `swift build --explicit-target-dependency-import-check error` makes them law.
let package = Package(
    name: "p2c",
    products: [.executable(name: "p2c", targets: ["p2c"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "Records"),
        .target(
            name: "Formats",
            dependencies: [
                "Records", "JSON5", "CSystem", "CLibXML2", "CISAL", "CMinizip", "COpenSSL",
            ]),
        .target(name: "JSON5", dependencies: ["Records"]),
        .target(name: "Schemas", dependencies: ["Records", "JSON5", "CLibXML2"]),
        .target(
            name: "Mapping", dependencies: ["Records", "JSON5"],
            resources: [.embedInCode("Countries/countries.tsv")]),
        .target(name: "Store", dependencies: ["Records", "CSQLite"]),
        .target(name: "Folders", dependencies: ["Records", "CSystem", "COpenSSL"]),
        .target(
            name: "Pipeline",
            dependencies: [
                "Records", "JSON5", "Formats", "Schemas", "Mapping", "Store", "Folders",
            ]),
        .executableTarget(
            name: "p2c",
            dependencies: [
                "Records", "JSON5", "Formats", "Schemas", "Mapping", "Store", "Folders",
                "Pipeline",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // C: the byte scanner with its SIMD forms, and system calls that Glibc hides from Swift.
        .target(name: "CSystem"),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CISAL", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(
            name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        .target(name: "Support", dependencies: ["Records"], path: "Tests/Support"),
        .testTarget(name: "RecordsTests", dependencies: ["Records", "Support"]),
        .testTarget(
            name: "FormatsTests", dependencies: ["Formats", "Records", "Support", "CSystem"]),
        .testTarget(
            name: "SchemasTests", dependencies: ["Schemas", "Records", "Support"],
            exclude: ["nist-differences.txt"]),
        .testTarget(name: "JSON5Tests", dependencies: ["JSON5", "Support"]),
        .testTarget(
            name: "MappingTests", dependencies: ["Mapping", "JSON5", "Records", "Support"]),
        .testTarget(name: "StoreTests", dependencies: ["Store", "Records", "Support"]),
        .testTarget(name: "FoldersTests", dependencies: ["Folders", "Records", "Support"]),
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                "Pipeline", "Records", "Formats", "Schemas", "Mapping", "Store", "Folders",
                "Support",
            ]),
        .testTarget(name: "CommandTests", dependencies: ["p2c", "Records", "Store", "Support"]),
    ],
    swiftLanguageModes: [.v6]
)

// The fuzzers, which scripts/fuzz builds and runs. They are left out of every other build: libFuzzer
// has a main of its own, and sanitizers change how everything is built.
if Context.environment["P2C_FUZZ"] != nil {
    let fuzzers = [
        "CSV", "FixedWidth", "XML", "Zip", "File", "Package", "Workbook", "Settings", "Template",
        "Expression",
    ]
    package.targets += [
        .target(name: "Fuzzing", dependencies: ["Formats", "Records"], path: "fuzz/Fuzzing"),
        // The settings belong to the program, which cannot be linked into another one.
        .target(
            name: "SettingsFile", dependencies: ["JSON5", "Formats", "Mapping"],
            path: "fuzz/SettingsFile"),
    ]
    package.targets += fuzzers.map { name in
        .executableTarget(
            name: "Fuzz\(name)",
            dependencies: ["Fuzzing", "Formats", "Records", "Mapping", "Schemas", "SettingsFile"],
            path: "fuzz/Targets/\(name)", swiftSettings: [.unsafeFlags(["-parse-as-library"])])
    }
}
