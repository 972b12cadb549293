// swift-tools-version: 6.2
import PackageDescription

// The fuzzers, built and run by scripts/fuzz. A package of its own, because a sanitizer changes how
// everything is built: `Sources` leads to the program's sources, whose targets are listed here once
// more.

/// Internal declarations are reached as tests reach them; libFuzzer has the `main`.
let settings: [SwiftSetting] = [.unsafeFlags(["-enable-testing", "-parse-as-library"])]
let targets = ["CSV", "XML", "Zip", "Package", "Workbook", "Settings", "Template"]

let package = Package(
    name: "fuzz",
    products: targets.map { .executable(name: "Fuzz\($0)", targets: ["Fuzz\($0)"]) },
    targets: [
        .target(name: "Records", swiftSettings: settings),
        .target(
            name: "Formats",
            dependencies: ["Records", "CSystem", "CLibXML2", "CISAL", "CMinizip", "COpenSSL"],
            swiftSettings: settings),
        .target(name: "JSON5", dependencies: ["Records"], swiftSettings: settings),
        .target(
            name: "Schemas", dependencies: ["Records", "JSON5", "CLibXML2"],
            swiftSettings: settings),
        .target(name: "Mapping", dependencies: ["Records", "JSON5"], swiftSettings: settings),
        .target(
            name: "p2cSettings", path: "Targets/p2cSettings", swiftSettings: settings),
        .target(name: "CSystem"),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CISAL"),
        .systemLibrary(name: "CMinizip", pkgConfig: "minizip"),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto"),
        .target(
            name: "Fuzzing", dependencies: ["Formats", "Records"], path: "Targets/Fuzzing",
            swiftSettings: settings),
    ]
        + targets.map { name in
            .executableTarget(
                name: "Fuzz\(name)",
                dependencies: [
                    "Fuzzing", "Formats", "Records", "JSON5", "Mapping", "Schemas", "p2cSettings",
                ],
                path: "Targets/\(name)", swiftSettings: settings)
        },
    swiftLanguageModes: [.v6]
)
