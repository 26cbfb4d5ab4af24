import Foundation
import OrderTesting
// For every file of the tests: what they do with programs and folders.
@_exported import ProgramTesting
import Synchronization
import Testing

let programPath = pathOfProgram("orders")

/// Runs `orders` with nothing in its environment but what is given.
///
/// - Parameter launcher: a command that becomes the one that follows it.
func orders(
  _ arguments: String..., environment: [String: String] = [:], in folder: URL,
  by launcher: [String] = []
) throws -> Outcome {
  try run(launcher + [programPath] + arguments, environment: environment, in: folder)
}

/// Runs plain shell in which `$program` is the program and `$package` the package's folder.
func shell(
  _ script: String, environment: [String: String] = [:], in folder: URL,
  patience: DispatchTimeInterval = patience
) throws -> Outcome {
  let usual = [
    "program": programPath, "package": packageFolder.path, "PATH": "/usr/bin:/bin",
  ]
  return try run(
    ["/bin/sh", "-c", script], environment: usual.merging(environment) { $1 }, in: folder,
    patience: patience)
}

/// A server in a process of its own, on a port that was free.
final class RunningServer: Sendable {
  let folder: URL
  /// As in `http://127.0.0.1:8080`.
  let address: String
  private let process: ChildProcess
  private let errors: Lines

  /// - Parameters:
  ///   - arguments: of `serve`, besides `--port 0`.
  ///   - launcher: a command that becomes the one that follows it.
  init(
    _ arguments: String..., environment: [String: String] = [:], in folder: URL,
    by launcher: [String] = []
  ) throws {
    self.folder = folder
    let pipe = Pipe()
    errors = Lines(pipe.fileHandleForReading)
    process = try withExtendedLifetime(pipe) {
      try ChildProcess(
        launcher + [programPath, "serve", "--port", "0"] + arguments, environment: environment,
        in: folder, streams: (nil, nil, pipe.fileHandleForWriting.fileDescriptor))
    }
    try pipe.fileHandleForWriting.close()
    errors.startReading()
    let start = "\"message\":\"listening on "
    guard let line = errors.first(where: { $0.contains(start) }) else {
      throw ServerDidNotStart(status: try process.waitForEnd(), errors: errors.text)
    }
    let rest = line[line.range(of: start)!.upperBound...]
    address = String(rest.prefix { $0 != "\"" })
  }

  struct ServerDidNotStart: Error {
    let status: Int32
    let errors: String
  }

  var client: Client { Client(port: Int(address.split(separator: ":").last!)!) }

  var processID: Int32 { process.id }

  /// What the server has written to standard error so far.
  var log: String { errors.text }

  /// The line that satisfies a condition, once it is there.
  func logLine(where condition: (String) -> Bool) -> String? { errors.first(where: condition) }

  /// Sends a signal and waits for the end.
  func end(by signal: Int32 = SIGTERM) throws -> Int32 {
    send(signal)
    return try waitForEnd()
  }

  func send(_ signal: Int32) { process.send(signal) }

  /// - Returns: the exit status, or the number of the signal that killed it.
  func waitForEnd() throws -> Int32 {
    let status = try process.waitForEnd()
    errors.waitForEnd()
    return status
  }

  var administratorToken: String {
    get throws {
      try folder.text("orders.sqlite.admin-token").trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// Runs plain shell in which `$orders` is the server's address and `$admin` the administrator's token.
  func shell(
    _ script: String, patience: DispatchTimeInterval = patience
  ) throws -> Outcome {
    let token = (try? administratorToken) ?? ""
    return try OrdersTests.shell(
      script, environment: ["orders": address, "admin": token], in: folder, patience: patience)
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

extension URL {
  func permissions(of name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(
      atPath: appendingPathComponent(name).path)
    return (attributes[.posixPermissions] as! NSNumber).intValue
  }
}

/// A program that is not there is no reason to pass.
@Test func programIsBuilt() {
  #expect(FileManager.default.isExecutableFile(atPath: programPath), "\(programPath)")
}
