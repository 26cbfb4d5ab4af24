// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "treasure-hunt",
  products: [
    .executable(name: "treasure", targets: ["treasure"]),
    .library(name: "Grids", targets: ["Grids"]),
    .library(name: "GridFormats", targets: ["GridFormats"]),
    .library(name: "Pathfinding", targets: ["Pathfinding"]),
    .library(name: "Routes", targets: ["Routes"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2"))
  ],
  targets: [
    .executableTarget(
      name: "treasure",
      dependencies: [
        "Grids", "GridFormats", "GridGenerators", "GridPictures", "Hunts", "Pathfinding", "Routes",
        "Scenarios", .product(name: "ArgumentParser", package: "swift-argument-parser"),
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

    .target(name: "GridTesting", path: "Tests/GridTesting", swiftSettings: strict),
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
      name: "TreasureTests", dependencies: ["treasure", "GridTesting"], swiftSettings: strict),
  ]
)
