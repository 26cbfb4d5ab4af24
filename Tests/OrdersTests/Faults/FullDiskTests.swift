import Foundation
import Glibc
import OrderTesting
import Testing

extension FaultTests {
  /// A disk of 16 MiB that fills up.
  struct FullDiskTests {
    /// Writes are refused as `storage-full`, reads go on, and writes resume by themselves once there is room;
    /// also after a kill and a start while there is none.
    @Test(.enabled(if: SmallDisk.canBeMounted, "a file system cannot be mounted here"))
    func aFullDiskRefusesWritesUntilThereIsRoom() async throws {
      var random = SplitMix64(seed: TestSize.seed)
      try await withTemporaryFolder { folder in
        let disk = try SmallDisk(in: folder)
        defer { disk.unmount() }
        var server = try RunningServer(in: folder, on: disk)
        let customer = try await Customer(of: server)
        var purchases: [Customer.Purchase] = []
        var refusedCount = 0
        for round in 1...TestSize.fullDisks {
          #expect(try await server.client.get("/readyz").status == 200)
          try disk.fill(leaving: Int.random(in: 0..<2_000_000, using: &random))
          // What is in the log's own room, and in the rest, can still be written.
          var refused: [Customer.Purchase] = []
          while refused.count < 50 {
            let some = Customer.purchases(
              20, named: "round-\(round)-\(purchases.count)", using: &random)
            purchases += some
            refused += try await Self.tryToCarryOut(some, by: customer, at: server.client)
          }
          refusedCount += refused.count

          try await Self.expectReadingToGoOn(server)
          if round.isMultiple(of: 2) {
            #expect(try server.end(by: SIGKILL) == SIGKILL)
            server = try RunningServer(in: folder, on: disk)
            try await Self.expectReadingToGoOn(server)
          }
          disk.empty()
          #expect(try await customer.carryOut(refused, at: server.client) == 0)
          #expect(try await server.client.get("/readyz").status == 200)
          try await customer.expectOneOrderEach(purchases, at: server.client)
          try Customer.audit(disk.folder, by: disk.launcher, orderCount: purchases.count)
          // Its end gives the log's room back, which is a good part of this disk.
          #expect(try server.end() == 0)
          server = try RunningServer(in: folder, on: disk)
        }
        #expect(try server.end() == 0)
        report(
          "full",
          "a disk of 16 MiB was full \(TestSize.fullDisks) times, seed \(TestSize.seed): "
            + "\(refusedCount) purchases refused by storage-full; in the end "
            + "\(purchases.count) orders, each there once")
      }
    }

    /// - Returns: the purchases that were refused for want of room.
    private static func tryToCarryOut(
      _ purchases: [Customer.Purchase], by customer: Customer, at client: Client
    ) async throws -> [Customer.Purchase] {
      try await concurrently(purchases.count, workers: 8) { index -> Customer.Purchase? in
        guard case .refused(let answer) = try await customer.carryOut(purchases[index], at: client)
        else { return nil }
        #expect(answer.status == 503 && answer.problem == "storage-full", "\(answer)")
        #expect(answer[header: "Retry-After"] != nil)
        return purchases[index]
      }.compactMap(\.self)
    }

    private static func expectReadingToGoOn(_ server: RunningServer) async throws {
      #expect(try await server.client.get("/livez").status == 200)
      #expect(try await server.client.get("/product").data.elements?.count == 1)
      let ready = try await server.client.get("/readyz")
      #expect(ready.status == 503 && ready.problem == "not-ready", "\(ready)")
    }
  }
}

/// A file system of 16 MiB in memory, in a mount namespace of its own: only programs that enter it see the disk
/// where it is; others see it in the folder of a process.
private final class SmallDisk {
  /// The disk as everybody sees it.
  let folder: URL
  private let mountPoint: URL
  /// Lives as long as ``lifeline`` is open, and so no longer than this process, however that ends.
  private let keeper: ChildProcess
  private let lifeline: Pipe
  private let ballast: URL

  /// A command that becomes the one that follows it, in a namespace where this user may mount.
  private static let unshare =
    ["/usr/bin/unshare", "--mount"] + (geteuid() == 0 ? [] : ["--map-root-user"])

  static let canBeMounted: Bool = {
    let outcome = try? withTemporaryFolder { folder in
      try run(unshare + ["mount", "-t", "tmpfs", "none", "."], environment: usual, in: folder)
    }
    return outcome?.status == 0
  }()

  private static let usual = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]

  init(in parent: URL) throws {
    mountPoint = parent.appendingPathComponent("disk")
    try FileManager.default.createDirectory(at: mountPoint, withIntermediateDirectories: false)
    let (pipe, lifeline) = (Pipe(), Pipe())
    self.lifeline = lifeline
    keeper = try withExtendedLifetime(pipe) {
      try ChildProcess(
        Self.unshare + [
          "/bin/sh", "-c", "mount -t tmpfs -o size=16m none disk && echo mounted && exec cat",
        ], environment: Self.usual, in: parent,
        streams: (
          lifeline.fileHandleForReading.fileDescriptor, pipe.fileHandleForWriting.fileDescriptor,
          nil
        ))
    }
    try pipe.fileHandleForWriting.close()
    try #require(pipe.fileHandleForReading.availableData == Data("mounted\n".utf8))
    folder = URL(fileURLWithPath: "/proc/\(keeper.id)/root\(mountPoint.path)")
    ballast = folder.appendingPathComponent("ballast")
  }

  /// A command that becomes the one that follows it, with the disk where it is.
  var launcher: [String] {
    let namespaces = geteuid() == 0 ? ["--mount"] : ["--user", "--mount", "--preserve-credentials"]
    return ["/usr/bin/nsenter", "--target", String(keeper.id)] + namespaces
      + ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", mountPoint.path]
  }

  /// Takes all room but some bytes.
  func fill(leaving rest: Int) throws {
    let file = open(ballast.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let zeros = [UInt8](repeating: 0, count: 4_096)
    var size = 0
    while case let count = write(file, zeros, zeros.count), count > 0 { size += count }
    try #require(errno == ENOSPC)
    ftruncate(file, max(0, size - rest))
  }

  /// Gives all room back.
  func empty() { unlink(ballast.path) }

  func unmount() {
    try? lifeline.fileHandleForWriting.close()
    _ = try? keeper.waitForEnd()
  }
}

extension RunningServer {
  /// A server whose folder is a small disk; the administrator's token is outside.
  fileprivate convenience init(in folder: URL, on disk: SmallDisk) throws {
    try self.init(environment: [:], in: disk.folder, by: disk.launcher)
  }
}
