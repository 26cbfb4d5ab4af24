// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "shortest-path",
  dependencies: [.package(name: "treasure-hunt", path: "../..")],
  targets: [
    .executableTarget(
      name: "shortest-path",
      dependencies: [
        .product(name: "Grids", package: "treasure-hunt"),
        .product(name: "Pathfinding", package: "treasure-hunt"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)])
  ]
)
