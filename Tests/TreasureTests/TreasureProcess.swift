import Foundation
// For every file of the tests: what they do with programs and folders.
@_exported import ProgramTesting
import Synchronization
import Testing

let programPath = pathOfProgram("treasure")

/// Runs `treasure` with nothing in its environment but what is given.
func treasure(
  _ arguments: String..., input: String = "", environment: [String: String] = [:],
  in folder: URL = packageFolder
) throws -> Outcome {
  try run([programPath] + arguments, input: input, environment: environment, in: folder)
}

/// Runs a line of shell in which `$treasure` is the program.
func shell(_ line: String, input: String = "", in folder: URL = packageFolder) throws -> Outcome {
  try run(
    ["/bin/sh", "-c", line], input: input,
    environment: ["treasure": programPath, "PATH": "/usr/bin:/bin"], in: folder)
}

/// The three standard streams of a program.
enum Stream: CaseIterable {
  case input, output, errors
}

/// Runs `treasure` with some of its streams on a terminal; `output` holds what the terminal saw.
///
/// - Parameters:
///   - window: The terminal's size; `nil` for one that does not know it.
///   - sign: As soon as it is seen, the program is interrupted.
func treasure(
  _ arguments: String..., onTerminal streams: Set<Stream>,
  window: (columns: Int, rows: Int)? = nil, environment: [String: String] = [:],
  interruptedAfter sign: String? = nil
) throws -> Outcome {
  var terminal: Int32 = -1
  var line: Int32 = -1
  var size = winsize()
  size.ws_col = UInt16(window?.columns ?? 0)
  size.ws_row = UInt16(window?.rows ?? 0)
  try #require(openpty(&terminal, &line, nil, nil, &size) == 0)
  let screen = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
  let keyboard = FileHandle(fileDescriptor: line, closeOnDealloc: true)
  // A terminal holds few lines: a program whose output nobody reads would stop.
  let reader = TerminalReader(screen, awaiting: sign)
  let process = try ChildProcess(
    [programPath] + arguments, environment: environment, in: packageFolder,
    streams: (
      streams.contains(.input) ? line : nil, streams.contains(.output) ? line : nil,
      streams.contains(.errors) ? line : nil
    ))
  if sign != nil {
    reader.waitForSign()
    process.send(SIGINT)
  }
  let status = try process.waitForEnd()
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
  private let hasSign = DispatchSemaphore(value: 0)

  init(_ screen: FileHandle, awaiting sign: String?) {
    Thread.detachNewThread { [self] in
      var data = Data()
      var sign = sign.map { Data($0.utf8) }
      while data.suffix(1) != Self.mark {
        data.append(screen.availableData)
        if let awaited = sign, data.range(of: awaited) != nil {
          sign = nil
          hasSign.signal()
        }
      }
      seen.withLock { $0 = data.dropLast() }
      isFinished.signal()
    }
  }

  /// Until it is seen; where it never is, the program ends by itself, or is stopped as all that hang.
  func waitForSign() { _ = hasSign.wait(timeout: .now() + patience) }

  func finish() -> String {
    isFinished.wait()
    return String(decoding: seen.withLock { $0 }, as: UTF8.self)
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
