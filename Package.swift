// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "treasure-hunt",
  products: [
    .executable(name: "treasure", targets: ["treasure"]),
    .executable(name: "orders", targets: ["orders"]),
    .library(name: "Grids", targets: ["Grids"]),
    .library(name: "GridFormats", targets: ["GridFormats"]),
    .library(name: "Pathfinding", targets: ["Pathfinding"]),
    .library(name: "Puzzles", targets: ["Puzzles"]),
    .library(name: "Routes", targets: ["Routes"]),
  ],
  traits: [
    .trait(name: "Redis", description: "The sale's stock in Redis, by hiredis."),
    .default(enabledTraits: []),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
    .package(url: "https://github.com/apple/swift-crypto", "4.5.2"..<"5.0.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.95.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.30.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    .executableTarget(
      name: "treasure",
      dependencies: [
        "Grids", "GridFormats", "GridGenerators", "GridPictures", "Hunts", "Pathfinding", "Puzzles",
        "Routes", "Scenarios", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(name: "CGridKernels"),
    .target(name: "Grids", dependencies: ["CGridKernels"], swiftSettings: strict),
    .target(name: "GridFormats", dependencies: ["Grids", "CGridKernels"], swiftSettings: strict),
    .target(name: "GridGenerators", dependencies: ["Grids"], swiftSettings: strict),
    .target(name: "GridPictures", dependencies: ["Grids"], swiftSettings: strict),
    .target(name: "Pathfinding", dependencies: ["Grids"], swiftSettings: strict),
    .target(name: "Routes", dependencies: ["Grids"], swiftSettings: strict),
    .target(
      name: "Hunts", dependencies: ["Grids", "Routes", "Pathfinding", "GridGenerators"],
      swiftSettings: strict),
    .target(
      name: "Scenarios", dependencies: ["Grids", "GridFormats", "GridGenerators", "Pathfinding"],
      swiftSettings: strict),

    .target(
      name: "Puzzles", dependencies: ["Grids", "GridFormats", "Pathfinding"],
      swiftSettings: strict),

    .executableTarget(
      name: "orders",
      dependencies: [
        "CMalloc", "OrderAPI", "OrderStore", "Ordering", "SaleReplay", "StockCache",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .systemLibrary(name: "CMalloc"),
    .target(name: "Ordering", swiftSettings: strict),
    .systemLibrary(name: "CHiredis"),
    .target(
      name: "StockCache",
      dependencies: [
        "Ordering", .target(name: "CHiredis", condition: .when(traits: ["Redis"])),
        .product(name: "Metrics", package: "swift-metrics"),
      ],
      swiftSettings: strict),
    .target(
      name: "OrderStore",
      dependencies: [
        "Ordering",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Metrics", package: "swift-metrics"),
      ],
      swiftSettings: strict),
    .target(
      name: "SaleReplay",
      dependencies: [
        "OrderStore", "Ordering", "StockCache", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "CDocuments",
      exclude: [
        "docs.css", "docs.html", "docs.js", "live.css", "live.html", "live.js", "openapi.json",
      ]),
    .target(
      name: "OrderAPI",
      dependencies: [
        "CDocuments", "Ordering", "OrderStore", "StockCache",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),

    .target(name: "CSpawn", path: "Tests/CSpawn"),
    .target(
      name: "ProgramTesting", dependencies: ["CSpawn"], path: "Tests/ProgramTesting",
      swiftSettings: strict),
    .target(
      name: "GridTesting", dependencies: ["Grids"], path: "Tests/GridTesting",
      swiftSettings: strict),
    .testTarget(
      name: "GridsTests", dependencies: ["Grids", "CGridKernels", "GridTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "GridFormatsTests", dependencies: ["GridFormats", "GridTesting"], swiftSettings: strict),
    .testTarget(
      name: "GridGeneratorsTests", dependencies: ["GridGenerators", "GridFormats"],
      swiftSettings: strict),
    .testTarget(
      name: "RoutesTests", dependencies: ["Routes", "GridFormats", "GridTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "PathfindingTests", dependencies: ["Pathfinding", "GridFormats", "GridTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "GridPicturesTests", dependencies: ["GridPictures", "GridTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "HuntsTests", dependencies: ["Hunts", "GridTesting"], swiftSettings: strict),
    .testTarget(
      name: "ScenariosTests",
      dependencies: ["Scenarios", "GridFormats", "Pathfinding", "GridTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "TreasureTests", dependencies: ["treasure", "GridTesting", "ProgramTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "PuzzlesTests",
      dependencies: ["Puzzles", "GridFormats", "Pathfinding", "GridTesting"],
      swiftSettings: strict),

    .target(
      name: "CSimulatedDisk",
      dependencies: [.product(name: "GRDBSQLite", package: "GRDB.swift")],
      path: "Tests/CSimulatedDisk"),
    .target(
      name: "OrderModel", dependencies: ["Ordering"], path: "Tests/OrderModel",
      swiftSettings: strict),
    .executableTarget(
      name: "order-simulator",
      dependencies: [
        "CSimulatedDisk", "OrderModel", "OrderStore", "Ordering", "StockCache",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Tests/OrderSimulator", swiftSettings: strict),
    .target(
      name: "OrderTesting",
      dependencies: [
        "OrderAPI", "OrderModel", "OrderStore", "Ordering", "ProgramTesting", "StockCache",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      path: "Tests/OrderTesting", swiftSettings: strict),
    .testTarget(name: "OrderingTests", dependencies: ["Ordering"], swiftSettings: strict),
    .testTarget(
      name: "StockCacheTests", dependencies: ["StockCache", "OrderTesting"], swiftSettings: strict),
    .testTarget(
      name: "OrderStoreTests", dependencies: ["OrderModel", "OrderStore", "OrderTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "OrderAPITests",
      dependencies: [
        "OrderAPI", "OrderTesting",
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SaleReplayTests", dependencies: ["OrderTesting", "ProgramTesting", "SaleReplay"],
      swiftSettings: strict),
    .testTarget(
      name: "OrdersTests",
      dependencies: [
        "OrderAPI", "OrderStore", "OrderTesting", "ProgramTesting", "order-simulator", "orders",
        .product(name: "Metrics", package: "swift-metrics"),
      ],
      exclude: ["Browser"],
      swiftSettings: strict),
  ]
)
