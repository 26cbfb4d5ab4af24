import Foundation
import Testing

/// What a run of a program left behind.
public struct Outcome: Equatable, CustomStringConvertible {
  public var status: Int32
  public var output: String
  public var errors: String

  public init(status: Int32, output: String, errors: String) {
    self.status = status
    self.output = output
    self.errors = errors
  }

  public var description: String {
    "exit status \(status)\n--- standard output\n\(output)--- standard error\n\(errors)"
  }

  public var lines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false) }

  public func line(_ index: Int) -> Substring? { lines.dropFirst(index).first }
}

/// Runs a program to its end, with nothing in its environment but what is given.
///
/// Its standard streams are files, which hold any amount.
public func run(
  _ command: [String], input: String = "", environment: [String: String], in folder: URL,
  patience: DispatchTimeInterval = patience
) throws -> Outcome {
  try withTemporaryFolder { streams in
    try streams.write(input, to: "input")
    try streams.write("", to: "output")
    try streams.write("", to: "errors")
    let input = try FileHandle(forReadingFrom: streams.appendingPathComponent("input"))
    let output = try FileHandle(forWritingTo: streams.appendingPathComponent("output"))
    let errors = try FileHandle(forWritingTo: streams.appendingPathComponent("errors"))
    let process = try withExtendedLifetime((input, output, errors)) {
      try ChildProcess(
        command, environment: environment, in: folder,
        streams: (input.fileDescriptor, output.fileDescriptor, errors.fileDescriptor))
    }
    let status = try process.waitForEnd(patience: patience)
    return Outcome(
      status: status, output: try streams.text("output"), errors: try streams.text("errors"))
  }
}

/// The program of a name under test: the one beside the test bundle, or the one that a variable of the
/// environment names, which has the program's name in upper case.
public func pathOfProgram(_ name: String) -> String {
  ProcessInfo.processInfo.environment[name.uppercased()]
    ?? Bundle.main.executableURL!.deletingLastPathComponent().appendingPathComponent(name).path
}

/// The package's folder.
public let packageFolder = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
