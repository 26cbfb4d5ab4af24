import Foundation
import Glibc

/// A real Redis server on a port that was free, which keeps nothing unless it is told to. It ends with
/// this process, whatever becomes of that.
public final class RedisServer: @unchecked Sendable {
  public static let path = "/usr/bin/redis-server"

  public let port: Int
  private let arguments: [String]
  private let lock = NSLock()
  private var process: Run

  /// One for all tests that do it no harm: each database has a key of its own.
  public static let shared = Result { try RedisServer() }

  /// - Parameter arguments: further options of `redis-server`.
  public init(_ arguments: String...) throws {
    self.arguments = arguments
    // Somebody else may take the port before Redis does.
    for _ in 0..<5 {
      let port = try Self.freePort()
      guard let run = try Run(port: port, arguments) else { continue }
      (self.port, process) = (port, run)
      return
    }
    throw DidNotStart()
  }

  public struct DidNotStart: Error {}

  public var address: String { "redis://127.0.0.1:\(port)/0" }

  /// Ends it like a power cut.
  public func kill() {
    lock.withLock { process.stop() }
  }

  /// Starts it again, on the same port, after ``kill()``.
  public func start() throws {
    guard let run = try Run(port: port, arguments) else { throw DidNotStart() }
    lock.withLock { process = run }
  }

  /// Between these two it is silent; connections are still accepted, by the system.
  public func pause() { send(SIGSTOP) }
  public func resume() { send(SIGCONT) }

  private func send(_ signal: Int32) {
    lock.withLock { process.server.send(signal) }
  }

  /// What `redis-cli`, which knows nothing of us, gets for a command.
  @discardableResult
  public func cli(_ words: String...) throws -> String { try cli(words) }

  @discardableResult
  public func cli(_ words: [String]) throws -> String {
    let outcome = try run(
      ["/usr/bin/redis-cli", "-p", "\(port)"] + words, environment: [:],
      in: FileManager.default.temporaryDirectory)
    return outcome.output.trimmingCharacters(in: .newlines)
  }

  /// The fields of all stocks that are kept here.
  public func stock() throws -> [String: String] {
    var fields: [String: String] = [:]
    for key in try cli("--scan", "--pattern", "orders:*:stock").split(separator: "\n") {
      let lines = try cli("HGETALL", String(key)).split(separator: "\n").map(String.init)
      for index in stride(from: 0, to: lines.count - 1, by: 2) {
        fields[lines[index]] = lines[index + 1]
      }
    }
    return fields
  }

  public static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw DidNotStart() }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// One life of the server.
  private final class Run {
    let server: ChildProcess
    /// Kills the server when this process ends, however it does: only this one has the other end of the
    /// watcher's input.
    private let watcher: ChildProcess
    private let life = Pipe()

    /// - Returns: `nil` where it did not start.
    init?(port: Int, _ arguments: [String]) throws {
      let folder = FileManager.default.temporaryDirectory
      let log = Pipe()
      server = try ChildProcess(
        [RedisServer.path, "--port", "\(port)", "--bind", "127.0.0.1", "--save", ""]
          + ["--appendonly", "no"] + arguments,
        environment: [:], in: folder,
        streams: (nil, log.fileHandleForWriting.fileDescriptor, nil))
      watcher = try ChildProcess(
        ["/bin/sh", "-c", "read -r _; kill -9 \(server.id)"], environment: [:], in: folder,
        streams: (life.fileHandleForReading.fileDescriptor, nil, nil))
      try log.fileHandleForWriting.close()

      var text = ""
      while !text.contains("Ready to accept connections") {
        let bytes = log.fileHandleForReading.nextBytes()
        if bytes.isEmpty {
          stop()
          return nil
        }
        text += String(decoding: bytes, as: UTF8.self)
      }
      Thread.detachNewThread { while !log.fileHandleForReading.nextBytes().isEmpty {} }
    }

    deinit { stop() }

    /// Returns when its port is free again.
    func stop() {
      watcher.send(SIGKILL)
      server.send(SIGKILL)
      _ = try? server.waitForEnd()
    }
  }
}

extension FileHandle {
  /// What has come, as soon as something has; empty at the end. Foundation's own way ends the process
  /// where a signal comes in between.
  fileprivate func nextBytes() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(fileDescriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      return Array(buffer.prefix(max(0, count)))
    }
  }
}
