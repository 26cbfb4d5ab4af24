import Foundation
import Synchronization

/// The built `orders` in a process of its own, for what only a process can show: signals, exit
/// statuses, what is printed, what a crash leaves behind.
public final class ServerProcess: Sendable {
  /// The program beside the test bundle, or the one that the variable ORDERS names.
  public static let path =
    ProcessInfo.processInfo.environment["ORDERS"]
    ?? Bundle.main.executableURL!.deletingLastPathComponent().appendingPathComponent("orders").path

  public static let strace = "/usr/bin/strace"

  /// How a run ended.
  public struct Outcome: Sendable {
    public let status: Int32
    public let wasKilled: Bool
    public let output: String
    public let errors: String
  }

  /// A server that does not do what it should within this time hangs.
  private static let patience: DispatchTimeInterval = .seconds(60)

  public static let administratorToken = "the-administrator-of-this-process"

  private let process: Mutex<Process>
  private let output = Transcript()
  private let errors = Transcript()
  private let ended = AsyncSignal()
  public let processID: Int32

  /// Starts `orders` with these arguments and nothing in its environment but what is given.
  ///
  /// - Parameter strace: options of `strace`, where it is to look on.
  public init(
    _ arguments: [String], environment: [String: String] = [:], tracedBy strace: [String]? = nil
  ) throws {
    let process = Process()
    if let strace {
      // The tracer stands aside (-D), so that signals reach the server itself.
      process.executableURL = URL(fileURLWithPath: Self.strace)
      process.arguments = ["-D", "-f"] + strace + [Self.path] + arguments
    } else {
      process.executableURL = URL(fileURLWithPath: Self.path)
      process.arguments = arguments
    }
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output.pipe
    process.standardError = errors.pipe
    let ended = ended
    process.terminationHandler = { _ in ended.fire() }
    try process.run()
    processID = process.processIdentifier
    self.process = Mutex(process)
    output.read()
    errors.read()
  }

  /// Starts a server on any free port, and returns when it says where it listens.
  public static func serve(
    database: String, _ arguments: [String] = [], environment: [String: String] = [:],
    tracedBy strace: [String]? = nil
  ) async throws -> ServerProcess {
    let server = try ServerProcess(
      ["serve", "--port", "0", "--database", database] + arguments,
      environment: ["ORDERS_ADMIN_TOKEN": administratorToken].merging(environment) { $1 },
      tracedBy: strace)
    _ = try await server.port
    return server
  }

  /// The port that it says it listens on.
  public var port: Int {
    get async throws {
      let pattern = #/http://[^\s/]*:(\d+)/#
      let text = try await Transcript.first(of: [errors, output], within: Self.patience) {
        $0.firstMatch(of: pattern).map { String($0.1) }
      }
      guard let text, let port = Int(text) else {
        throw Silence(description: "orders did not say where it listens: \(errors.text)")
      }
      return port
    }
  }

  public var client: Client {
    get async throws { Client(port: try await port) }
  }

  /// What it has written to standard error so far.
  public var errorText: String { errors.text }

  /// Sends a signal: `SIGTERM` to stop it, `SIGKILL` to let it crash.
  public func send(_ signal: Int32) { kill(processID, signal) }

  /// Waits for its end. What does not end in time is killed, which the outcome tells.
  public func outcome() async -> Outcome {
    if !(await ended.wait(within: Self.patience)) {
      send(SIGKILL)
      _ = await ended.wait(within: Self.patience)
    }
    await output.finish()
    await errors.finish()
    return process.withLock { process in
      Outcome(
        status: process.terminationStatus,
        wasKilled: process.terminationReason == .uncaughtSignal,
        output: output.text, errors: errors.text)
    }
  }

  public func stop() async -> Outcome {
    send(SIGTERM)
    return await outcome()
  }

  deinit { if !ended.hasFired { send(SIGKILL) } }

  private struct Silence: Error, CustomStringConvertible {
    let description: String
  }
}

/// What a process writes, collected by a thread of its own: a pipe that nobody reads stops the writer.
private final class Transcript: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isAtEnd = false
    var listeners: [AsyncStream<Void>.Continuation] = []
  }

  let pipe = Pipe()
  private let state = Mutex(State())

  var text: String { String(decoding: state.withLock { $0.bytes }, as: UTF8.self) }

  func read() {
    Thread.detachNewThread { [self] in
      while true {
        let part = pipe.fileHandleForReading.availableData
        state.withLock { state in
          state.bytes += part
          state.isAtEnd = part.isEmpty
          for listener in state.listeners {
            listener.yield()
            if part.isEmpty { listener.finish() }
          }
        }
        if part.isEmpty { return }
      }
    }
  }

  /// Waits until everything is read.
  func finish() async {
    for await _ in changes() {}
  }

  /// What `find` finds in one of the texts, as soon as it is there.
  static func first(
    of transcripts: [Transcript], within patience: DispatchTimeInterval,
    _ find: @escaping (String) -> String?
  ) async throws -> String? {
    let changes = AsyncStream.makeStream(of: Void.self)
    for transcript in transcripts { transcript.listen(changes.continuation) }
    DispatchQueue.global().asyncAfter(deadline: .now() + patience) {
      changes.continuation.finish()
    }
    for await _ in changes.stream {
      for transcript in transcripts {
        if let found = find(transcript.text) { return found }
      }
    }
    return transcripts.lazy.compactMap { find($0.text) }.first
  }

  private func changes() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    listen(continuation)
    return stream
  }

  private func listen(_ listener: AsyncStream<Void>.Continuation) {
    state.withLock { state in
      state.listeners.append(listener)
      listener.yield()
      if state.isAtEnd { listener.finish() }
    }
  }
}

/// Something that happens once.
private final class AsyncSignal: Sendable {
  private struct State {
    var hasFired = false
    var waiting: [AsyncStream<Bool>.Continuation] = []
  }

  private let state = Mutex(State())

  var hasFired: Bool { state.withLock { $0.hasFired } }

  func fire() {
    state.withLock { state in
      state.hasFired = true
      for continuation in state.waiting { continuation.yield(true) }
    }
  }

  /// - Returns: whether it happened in time.
  func wait(within patience: DispatchTimeInterval) async -> Bool {
    let (stream, continuation) = AsyncStream.makeStream(of: Bool.self)
    state.withLock { state in
      if state.hasFired { continuation.yield(true) } else { state.waiting.append(continuation) }
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + patience) { continuation.yield(false) }
    return await stream.first { _ in true } ?? false
  }
}
