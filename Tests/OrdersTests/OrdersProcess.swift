import Foundation
import OrderTesting
import Synchronization
import Testing

/// What a run of a program left behind.
struct Outcome: Equatable, CustomStringConvertible {
  var status: Int32
  var output: String
  var errors: String

  var description: String {
    "exit status \(status)\n--- standard output\n\(output)--- standard error\n\(errors)"
  }
}

/// The program under test: the one beside the test bundle, or the one that ORDERS names.
let programPath =
  ProcessInfo.processInfo.environment["ORDERS"]
  ?? Bundle.main.executableURL!.deletingLastPathComponent()
  .appendingPathComponent("orders").path

let stracePath = "/usr/bin/strace"

/// The package's folder.
let packageFolder = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// What takes longer hangs.
let patience: DispatchTimeInterval = .seconds(60)

/// Runs `orders` with nothing in its environment but what is given.
func orders(
  _ arguments: String..., environment: [String: String] = [:], in folder: URL
) throws -> Outcome {
  try run(programPath, arguments, environment: environment, in: folder)
}

/// Runs plain shell in which `$program` is the program and `$package` the package's folder.
func shell(
  _ script: String, environment: [String: String] = [:], in folder: URL
) throws -> Outcome {
  let usual = [
    "program": programPath, "package": packageFolder.path, "PATH": "/usr/bin:/bin",
  ]
  return try run(
    "/bin/sh", ["-c", script], environment: usual.merging(environment) { $1 }, in: folder)
}

/// Standard streams are files, which hold any amount.
private func run(
  _ program: String, _ arguments: [String], environment: [String: String], in folder: URL
) throws -> Outcome {
  try withTemporaryFolder { streams in
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try streams.newFile("output")
    process.standardError = try streams.newFile("errors")
    let finished = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in finished.signal() }
    try process.run()
    if finished.wait(timeout: .now() + patience) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      Issue.record("\(arguments) did not end")
    }
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try streams.text("output"),
      errors: try streams.text("errors"))
  }
}

/// A server in a process of its own, on a port that was free.
final class RunningServer: Sendable {
  let folder: URL
  /// As in `http://127.0.0.1:8080`.
  let address: String
  private let process: Process
  private let errors: Lines
  private let isFinished: DispatchSemaphore

  /// - Parameters:
  ///   - arguments: of `serve`, besides `--port 0`.
  ///   - strace: options of `strace`, where it is to look on.
  init(
    _ arguments: String..., environment: [String: String] = [:], in folder: URL,
    tracedBy strace: [String]? = nil
  ) throws {
    self.folder = folder
    let pipe = Pipe()
    errors = Lines(pipe.fileHandleForReading)
    process = Process()
    var command = [programPath, "serve", "--port", "0"] + arguments
    if let strace {
      // The tracer stands aside (-D), so that signals reach the server itself.
      command = [stracePath, "-D", "-f"] + strace + command
    }
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = environment
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = pipe
    let isFinished = DispatchSemaphore(value: 0)
    self.isFinished = isFinished
    process.terminationHandler = { _ in isFinished.signal() }
    try process.run()
    errors.startReading()
    let start = "\"message\":\"listening on "
    guard let line = errors.first(where: { $0.contains(start) }) else {
      throw ServerDidNotStart(errors: errors.text)
    }
    let rest = line[line.range(of: start)!.upperBound...]
    address = String(rest.prefix { $0 != "\"" })
  }

  struct ServerDidNotStart: Error { let errors: String }

  deinit { if process.isRunning { send(SIGKILL) } }

  var client: Client { Client(port: Int(address.split(separator: ":").last!)!) }

  var processID: Int32 { process.processIdentifier }

  /// What the server has written to standard error so far.
  var log: String { errors.text }

  /// The line that satisfies a condition, once it is there.
  func logLine(where condition: (String) -> Bool) -> String? { errors.first(where: condition) }

  /// Sends a signal and waits for the end.
  func end(by signal: Int32 = SIGTERM) throws -> Int32 {
    send(signal)
    return try waitForEnd()
  }

  func send(_ signal: Int32) { kill(processID, signal) }

  /// - Returns: the exit status, or the number of the signal that killed it.
  func waitForEnd() throws -> Int32 {
    try #require(isFinished.wait(timeout: .now() + patience) == .success, "it did not end")
    process.waitUntilExit()
    errors.waitForEnd()
    return process.terminationStatus
  }

  var administratorToken: String {
    get throws {
      try folder.text("orders.sqlite.admin-token").trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// Runs plain shell in which `$orders` is the server's address and `$admin` the administrator's token.
  func shell(_ script: String) throws -> Outcome {
    let token = (try? administratorToken) ?? ""
    return try OrdersTests.shell(
      script, environment: ["orders": address, "admin": token], in: folder)
  }
}

/// The lines that come through a pipe, kept as they come.
private final class Lines: Sendable {
  private struct State {
    var text = ""
    var hasEnded = false
  }

  private let handle: FileHandle
  private let state = Mutex(State())
  private let news = DispatchSemaphore(value: 0)
  private let end = DispatchSemaphore(value: 0)

  init(_ handle: FileHandle) { self.handle = handle }

  func startReading() {
    Thread.detachNewThread { [self] in
      while true {
        let data = handle.availableData
        state.withLock { state in
          state.text += String(decoding: data, as: UTF8.self)
          state.hasEnded = data.isEmpty
        }
        news.signal()
        if data.isEmpty { break }
      }
      end.signal()
    }
  }

  var text: String { state.withLock { $0.text } }

  /// - Returns: `nil` where there is no such line in the end, or it takes too long.
  func first(where condition: (String) -> Bool) -> String? {
    while true {
      let (text, hasEnded) = state.withLock { ($0.text, $0.hasEnded) }
      let complete = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      if let line = complete.first(where: { condition(String($0)) }) { return String(line) }
      if hasEnded || news.wait(timeout: .now() + patience) == .timedOut { return nil }
    }
  }

  func waitForEnd() { _ = end.wait(timeout: .now() + patience) }
}

/// A folder that goes away again.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("orders-" + UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

extension URL {
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: appendingPathComponent(name))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: appendingPathComponent(name)), as: UTF8.self)
  }

  func permissions(of name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(
      atPath: appendingPathComponent(name).path)
    return (attributes[.posixPermissions] as! NSNumber).intValue
  }

  fileprivate func newFile(_ name: String) throws -> FileHandle {
    try write("", to: name)
    return try FileHandle(forWritingTo: appendingPathComponent(name))
  }
}

/// A program that is not there is no reason to pass.
@Test func programIsBuilt() {
  #expect(FileManager.default.isExecutableFile(atPath: programPath), "\(programPath)")
}
