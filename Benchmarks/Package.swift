// swift-tools-version: 6.2
import PackageDescription

// A static executable, as `treasure` is: nobody pays for the dynamic loader.
let peer: [LinkerSetting] = [.unsafeFlags(["-static-executable", "-use-ld=lld"])]

// Apart from the program's package, so that nobody who only uses the program builds it.
let package = Package(
  name: "benchmarks",
  targets: [
    // The peers are programs of their own: depending on them builds them and links none of them.
    .executableTarget(
      name: "benchmarks",
      dependencies: ["c-solve", "flat-bfs", "push-bfs", "write-ready"],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .executableTarget(name: "c-solve", linkerSettings: peer),
    .executableTarget(name: "flat-bfs", linkerSettings: peer),
    .executableTarget(name: "push-bfs", linkerSettings: peer),
    .executableTarget(name: "write-ready", linkerSettings: peer),
  ]
)
