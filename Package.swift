// swift-tools-version: 6.2

import PackageDescription

/// The settings of every target: warnings stop the build, and imports are what they seem.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "brokkr-release",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "brokkr-release", targets: ["brokkr-release"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // 0: the system libraries
    .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CLibgit2Shims", dependencies: ["CLibgit2"]),

    // 1: vocabulary and mechanism
    .target(name: "Refusals", swiftSettings: house),
    .target(name: "SemanticVersioning", swiftSettings: house),
    .target(name: "Stamping", dependencies: ["Refusals", "Yams"], swiftSettings: house),
    .target(
      name: "ExternalTools",
      dependencies: [
        "Refusals",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house
    ),
    .target(
      name: "HTTP",
      dependencies: [
        "Refusals",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: house
    ),

    // 2: one outside system each
    .target(
      name: "Git", dependencies: ["CLibgit2", "CLibgit2Shims", "ExternalTools", "Refusals"], swiftSettings: house),
    .target(
      name: "OCI",
      dependencies: ["HTTP", "ExternalTools", "Refusals", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: house
    ),
    .target(
      name: "GitHub",
      dependencies: ["HTTP", "ExternalTools", "Refusals", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: house
    ),
    .target(
      name: "Helm",
      dependencies: [
        "CZlib", "ExternalTools", "Refusals", "SemanticVersioning", "Stamping", "Yams",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: house
    ),

    // 3: the heart; it knows no git and no registry
    .target(name: "ReleaseEngine", dependencies: ["Refusals", "SemanticVersioning"], swiftSettings: house),

    // 4: what a release is published to, and what builds it
    .target(
      name: "Publishing",
      dependencies: ["ReleaseEngine", "Git", "OCI", "Helm", "GitHub", "Refusals", "SemanticVersioning", "Stamping"],
      swiftSettings: house
    ),
    .target(name: "BuildEngines", dependencies: ["ExternalTools", "OCI", "Refusals"], swiftSettings: house),

    .target(
      name: "Workflows", dependencies: ["Refusals", "Stamping", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: house),

    // 5: from a configuration and facts to a plan
    .target(
      name: "Planning",
      dependencies: [
        "Publishing", "BuildEngines", "ReleaseEngine", "Git", "OCI", "Helm", "GitHub", "HTTP", "ExternalTools",
        "Refusals", "SemanticVersioning", "Stamping", "Workflows", "Yams",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: house
    ),

    // 6: the commands
    .target(
      name: "BrokkrRelease",
      dependencies: [
        "Planning", "Publishing", "BuildEngines", "ReleaseEngine", "Git", "OCI", "Helm", "GitHub", "HTTP",
        "ExternalTools", "Refusals", "SemanticVersioning", "Stamping", "Workflows",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house
    ),
    .executableTarget(
      name: "brokkr-release", dependencies: ["BrokkrRelease"], swiftSettings: house,
      // At a fixed address the loader has no 120 000 places to correct at each start, which costs half of it. Nobody looks
      // up the program's own 40 000 names, but for those that libgit2 asks for; the runtime would go through them all.
      linkerSettings: [
        .unsafeFlags(
          ["-Xclang-linker", "-no-pie", "-Xlinker", "--no-export-dynamic"],
          .when(platforms: [.linux], configuration: .release))
      ]),

    // what the tests stand on, and the tests
    .target(
      name: "TestSupport", dependencies: ["ExternalTools"], path: "Tests/TestSupport", swiftSettings: house),
    .target(
      name: "EngineTesting", dependencies: ["Refusals", "ReleaseEngine", "TestSupport"], path: "Tests/EngineTesting",
      swiftSettings: house),
    .testTarget(
      name: "ExternalToolsTests", dependencies: ["ExternalTools", "Refusals", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "HTTPTests",
      dependencies: [
        "ExternalTools", "HTTP", "Refusals", "TestSupport", .product(name: "NIOCore", package: "swift-nio"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "GitHubTests", dependencies: ["GitHub", "HTTP", "Refusals", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "GitTests", dependencies: ["ExternalTools", "Git", "Refusals", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "OCITests", dependencies: ["ExternalTools", "HTTP", "OCI", "Refusals", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "SemanticVersioningTests", dependencies: ["SemanticVersioning", "TestSupport"], swiftSettings: house),
    .testTarget(name: "StampingTests", dependencies: ["Refusals", "Stamping", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "HelmTests", dependencies: ["ExternalTools", "Helm", "Refusals", "Stamping"], swiftSettings: house),
    .testTarget(
      name: "ReleaseEngineTests",
      dependencies: ["EngineTesting", "Refusals", "ReleaseEngine", "SemanticVersioning", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "PublishingTests",
      dependencies: [
        "EngineTesting", "ExternalTools", "Git", "GitHub", "HTTP", "OCI", "Publishing", "Refusals", "ReleaseEngine",
        "SemanticVersioning",
        "Stamping", "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "PlanningTests",
      dependencies: [
        "BuildEngines", "ExternalTools", "Git", "GitHub", "HTTP", "OCI", "Planning", "Publishing", "Refusals",
        "ReleaseEngine", "SemanticVersioning", "Stamping", "TestSupport", "Workflows",
      ],
      swiftSettings: house),
    .testTarget(
      name: "BuildEnginesTests",
      dependencies: ["BuildEngines", "ExternalTools", "OCI", "Refusals", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "WorkflowsTests",
      dependencies: ["ExternalTools", "Planning", "Refusals", "TestSupport", "Workflows", "Yams"],
      swiftSettings: house),
    .testTarget(
      name: "BrokkrReleaseTests",
      dependencies: [
        "BrokkrRelease", "ExternalTools", "Git", "Planning", "Refusals", "ReleaseEngine", "SemanticVersioning",
        "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "EndToEndTests", dependencies: ["ExternalTools", "TestSupport", "Yams", "brokkr-release"],
      swiftSettings: house),
  ]
)
