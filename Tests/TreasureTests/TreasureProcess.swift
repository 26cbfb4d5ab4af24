import Foundation
import Synchronization
import Testing

/// What a run of the program left behind.
struct Outcome: Equatable, CustomStringConvertible {
  var status: Int32
  var output: String
  var errors: String

  var description: String {
    "exit status \(status)\n--- standard output\n\(output)--- standard error\n\(errors)"
  }

  var lines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false) }

  func line(_ index: Int) -> Substring? { lines.dropFirst(index).first }
}

/// The program under test: the one beside the test bundle, or the one that TREASURE names.
let programPath =
  ProcessInfo.processInfo.environment["TREASURE"]
  ?? Bundle.main.executableURL!.deletingLastPathComponent()
  .appendingPathComponent("treasure").path

/// The package's folder, where the programs run unless they are told otherwise.
let packageFolder = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A run that takes longer hangs.
private let patience: DispatchTimeInterval = .seconds(60)

/// Runs `treasure` with nothing in its environment but what is given.
func treasure(
  _ arguments: String..., input: String = "", environment: [String: String] = [:],
  in folder: URL = packageFolder
) throws -> Outcome {
  try run(programPath, arguments, input: input, environment: environment, in: folder)
}

/// Runs a line of shell in which `$treasure` is the program.
func shell(_ line: String, input: String = "", in folder: URL = packageFolder) throws -> Outcome {
  try run(
    "/bin/sh", ["-c", line], input: input,
    environment: ["treasure": programPath, "PATH": "/usr/bin:/bin"], in: folder)
}

/// Standard streams are files, which hold any amount.
private func run(
  _ program: String, _ arguments: [String], input: String, environment: [String: String],
  in folder: URL
) throws -> Outcome {
  try withTemporaryFolder { streams in
    try Data(input.utf8).write(to: streams.appendingPathComponent("input"))
    let output = try streams.newFile("output")
    let errors = try streams.newFile("errors")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(
      forReadingFrom: streams.appendingPathComponent("input"))
    process.standardOutput = output
    process.standardError = errors
    let status = try process.finish()
    return Outcome(
      status: status, output: try streams.text("output"), errors: try streams.text("errors"))
  }
}

/// The three standard streams of a program.
enum Stream: CaseIterable {
  case input, output, errors
}

/// Runs `treasure` with some of its streams on a terminal; `output` holds what the terminal saw.
///
/// - Parameter window: The terminal's size; `nil` for one that does not know it.
func treasure(
  _ arguments: String..., onTerminal streams: Set<Stream>,
  window: (columns: Int, rows: Int)? = nil, environment: [String: String] = [:]
) throws -> Outcome {
  var terminal: Int32 = -1
  var line: Int32 = -1
  var size = winsize()
  size.ws_col = UInt16(window?.columns ?? 0)
  size.ws_row = UInt16(window?.rows ?? 0)
  try #require(openpty(&terminal, &line, nil, nil, &size) == 0)
  let screen = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
  let keyboard = FileHandle(fileDescriptor: line, closeOnDealloc: true)
  let process = Process()
  process.executableURL = URL(fileURLWithPath: programPath)
  process.arguments = arguments
  process.environment = environment
  process.currentDirectoryURL = packageFolder
  process.standardInput = streams.contains(.input) ? keyboard : FileHandle.nullDevice
  process.standardOutput = streams.contains(.output) ? keyboard : FileHandle.nullDevice
  process.standardError = streams.contains(.errors) ? keyboard : FileHandle.nullDevice

  // A terminal holds few lines: a program whose output nobody reads would stop.
  let reader = TerminalReader(screen)
  let status = try process.finish()
  keyboard.write(TerminalReader.mark)
  let text = reader.finish()
  return Outcome(
    status: status, output: text.replacingOccurrences(of: "\r\n", with: "\n"), errors: "")
}

/// What is written to a terminal, up to a mark.
private final class TerminalReader: Sendable {
  static let mark = Data("\u{4}".utf8)

  private let seen = Mutex(Data())
  private let isFinished = DispatchSemaphore(value: 0)

  init(_ screen: FileHandle) {
    Thread.detachNewThread { [self] in
      var data = Data()
      while data.suffix(1) != Self.mark { data.append(screen.availableData) }
      seen.withLock { $0 = data.dropLast() }
      isFinished.signal()
    }
  }

  func finish() -> String {
    isFinished.wait()
    return String(decoding: seen.withLock { $0 }, as: UTF8.self)
  }
}

extension Process {
  fileprivate func finish() throws -> Int32 {
    let finished = DispatchSemaphore(value: 0)
    terminationHandler = { _ in finished.signal() }
    try run()
    if finished.wait(timeout: .now() + patience) == .timedOut {
      kill(processIdentifier, SIGKILL)
      Issue.record("\(arguments ?? []) did not end")
    }
    waitUntilExit()
    return terminationStatus
  }
}

/// A folder that goes away again.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("treasure-" + UUID().uuidString)
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

  fileprivate func newFile(_ name: String) throws -> FileHandle {
    try write("", to: name)
    return try FileHandle(forWritingTo: appendingPathComponent(name))
  }
}

let assessment = """
  ########
  #......#
  #.###..#
  #...#.##
  #X#....#
  ########

  """

/// A program that is not there is no reason to pass.
@Test func programIsBuilt() {
  #expect(FileManager.default.isExecutableFile(atPath: programPath), "\(programPath)")
}
