// swift-tools-version: 6.2
import PackageDescription

/// Settings shared by every Swift target: language mode 6 comes from the package, the rest is stated here.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// What libraries are compiled with in a debug build: kernels that are not optimized run dozens of times slower, and most
/// of what tests take is their time. `KIGEZO_OPTIMIZE=1 swift test` finds the same faults in a fraction of it.
let librarySettings: [SwiftSetting] =
    Context.environment["KIGEZO_OPTIMIZE"] == nil
    ? settings : settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A library target; what it may import is exactly what is listed here (Tests/ArchitectureTests holds it to that).
///
/// `files` are pages that stand beside the sources and the compiler must not see.
func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], files: [String] = [], linker: [LinkerSetting] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: files, swiftSettings: librarySettings, linkerSettings: linker)
}

/// A test target; `files` are folders of cases and generators that tests read and the compiler must not.
func tests(_ name: String, _ dependencies: [Target.Dependency], files: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: files, swiftSettings: settings)
}

/// Fuzzing links a program of its own around this library (Tests/Fuzz/fuzz); no other build makes it.
let fuzzing: [Product] =
    Context.environment["KIGEZO_FUZZ"] == nil
    ? [] : [.library(name: "FuzzTargets", type: .static, targets: ["FuzzTargets"])]

let package = Package(
    name: "kigezo",
    products: [
        .executable(name: "kigezo", targets: ["KigezoTool"])
    ] + fuzzing,
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The numeric core: no package, no Foundation.
        library("Diagnostics"),
        library("Interchange", ["Diagnostics"]),
        .target(name: "CSHA256"),
        library("Storage", ["Diagnostics", "CSHA256"]),
        library("Statistics"),
        library("LineEditor"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(name: "CByteMasks"),
        library("Tables", ["Diagnostics", "Storage", "CByteMasks", "CZlib"]),
        library(
            "Evidence", ["Tables", "Statistics", "Storage", "Interchange", "Diagnostics"], files: ["CubeFormat.md"]),
        library("Metrics", ["Evidence", "Statistics", "Diagnostics"]),
        // Starts programs and ends them with all that they started; a fork with threads around it is no place for Swift.
        .target(name: "CChildProcess"),
        library(
            "Probes",
            [
                "Metrics", "Evidence", "Tables", "Statistics", "Storage", "Interchange", "Diagnostics", "CChildProcess",
            ]),
        // What people write and read.
        library(
            "Localization", ["Diagnostics", "Storage", "Interchange"],
            linker: [.linkedLibrary("_FoundationICU", .when(platforms: [.linux]))]),
        library(
            "Scenarios",
            [
                "Probes", "Metrics", "Evidence", "Tables", "Statistics", "Storage", "Interchange", "Diagnostics",
                .product(name: "Yams", package: "Yams"),
            ]),
        library(
            "Dossiers",
            ["Scenarios", "Probes", "Metrics", "Localization", "Statistics", "Interchange", "Diagnostics"]),
        library("Synthesis", ["Statistics", "Interchange", "Storage", "Diagnostics"]),
        library(
            "Workbench",
            [
                "Dossiers", "Scenarios", "Synthesis", "Localization", "Probes", "Metrics", "Evidence", "Tables",
                "Statistics", "Storage", "Interchange", "Diagnostics",
            ]),
        .executableTarget(
            name: "KigezoTool",
            dependencies: [
                "Workbench", "LineEditor", "Storage", "Diagnostics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        // Beside them.
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Workbench", "Dossiers", "Scenarios", "Localization", "Probes", "Metrics", "Evidence", "Tables",
                "Statistics", "Storage", "Interchange", "CZlib",
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "Simulations",
            dependencies: [
                "Scenarios", "Probes", "Metrics", "Evidence", "Tables", "Statistics", "Storage", "Diagnostics",
            ],
            swiftSettings: settings),
        .target(
            name: "TestSupport", dependencies: ["Evidence", "Diagnostics", "Interchange", "Storage"],
            path: "Tests/TestSupport", swiftSettings: settings),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Workbench", "Scenarios", "Localization", "Metrics", "Evidence", "Tables", "Storage", "Interchange",
                "Diagnostics", "CZlib",
            ],
            path: "Tests/Fuzz", exclude: ["fuzz", "corpus", "README.md"], swiftSettings: settings),
        .target(
            name: "CPseudoTerminal", path: "Tests/CPseudoTerminal",
            linkerSettings: [.linkedLibrary("util", .when(platforms: [.linux]))]),
        tests("LineEditorTests", ["LineEditor", "Diagnostics", "Storage", "TestSupport"]),
        tests("FuzzTests", ["FuzzTargets", "Evidence", "Tables", "Diagnostics", "TestSupport"]),
        tests("ArchitectureTests", ["TestSupport"]),
        tests("DiagnosticsTests", ["Diagnostics", "TestSupport"]),
        tests("InterchangeTests", ["Interchange", "Diagnostics", "TestSupport"]),
        tests("StorageTests", ["Storage", "Diagnostics", "TestSupport"]),
        tests("StatisticsTests", ["Statistics", "TestSupport"], files: ["Oracles"]),
        tests(
            "TablesTests", ["Tables", "Diagnostics", "Storage", "Interchange", "TestSupport"],
            files: ["Cases", "Workbooks"]),
        tests(
            "EvidenceTests",
            [
                "Evidence", "Metrics", "Tables", "Statistics", "Storage", "Interchange", "Diagnostics", "TestSupport",
            ]),
        tests(
            "MetricsTests",
            ["Metrics", "Evidence", "Tables", "Statistics", "Storage", "Interchange", "TestSupport"],
            files: ["Oracles"]),
        tests(
            "ProbesTests",
            [
                "Probes", "Metrics", "Evidence", "Tables", "Statistics", "Storage", "Interchange", "Diagnostics",
                "TestSupport",
            ], files: ["Oracles"]),
        tests("LocalizationTests", ["Localization", "Interchange", "Diagnostics", "TestSupport"]),
        tests(
            "ScenariosTests",
            [
                "Scenarios", "Probes", "Metrics", "Evidence", "Tables", "Statistics", "Storage", "Interchange",
                "Diagnostics",
                "TestSupport",
            ], files: ["ScenarioFiles"]),
        tests(
            "DossiersTests",
            [
                "Dossiers", "Scenarios", "Probes", "Metrics", "Localization", "Statistics", "Interchange",
                "Diagnostics",
                "TestSupport",
            ]),
        tests("SynthesisTests", ["Synthesis", "Interchange", "TestSupport"]),
        tests(
            "WorkbenchTests",
            [
                "Workbench", "Dossiers", "Scenarios", "Synthesis", "Localization", "Probes", "Metrics", "Evidence",
                "Tables", "Statistics", "Storage", "Interchange", "Diagnostics", "TestSupport", "KigezoTool",
                "CPseudoTerminal",
            ],
            files: ["Examples", "Survey/make_survey.py", "Survey/survey.R", "Survey/survey.csv", "Survey/survey.json"]),
    ],
    swiftLanguageModes: [.v6]
)
