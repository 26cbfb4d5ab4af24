// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

// Apart from the program's package, so that nobody who only uses the program builds it. It links only
// with the flags that `run` gives.
let package = Package(
  name: "fuzzing",
  dependencies: [
    .package(name: "treasure-hunt", path: "..")
  ],
  targets: [
    .executableTarget(
      name: "fuzz-map-reader",
      dependencies: [
        "FuzzDriver", "CFuzzDriver",
        .product(name: "Grids", package: "treasure-hunt"),
        .product(name: "GridFormats", package: "treasure-hunt"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "fuzz-route-parser",
      dependencies: [
        "FuzzDriver", "GridTesting",
        .product(name: "Grids", package: "treasure-hunt"),
        .product(name: "Routes", package: "treasure-hunt"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "fuzz-sokoban",
      dependencies: [
        "FuzzDriver", "GridTesting",
        .product(name: "Grids", package: "treasure-hunt"),
        .product(name: "GridFormats", package: "treasure-hunt"),
        .product(name: "Puzzles", package: "treasure-hunt"),
      ],
      swiftSettings: strict),
    .target(name: "FuzzDriver", dependencies: ["CFuzzDriver"], swiftSettings: strict),
    .target(name: "CFuzzDriver"),

    // A link to the tests' reference solver, which no product of the package has.
    // One of its files knows more of `Grids` than another package may.
    .target(name: "GridTesting", exclude: ["RecurringRows.swift"], swiftSettings: strict),
  ]
)
