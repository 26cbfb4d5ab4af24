import ArgumentParser
import Glibc
import OrderStore

/// What the caller's shell learns.
enum ExitStatus: Int32 {
  case done = 0
  case faultsFound = 1
  case failed = 2
  case diskFailed = 3
}

/// A command that says how it ended. What it throws ends as ``ExitStatus/failed``.
protocol OrdersCommand: AsyncParsableCommand {
  func execute() async throws -> ExitStatus
}

/// Something went wrong, in one line.
struct Failure: Error {
  let message: String

  init(_ message: String) { self.message = message }
}

/// The command was called without what it cannot do without: its help says what that is.
struct HelpRequired: Error {}

/// Parses the arguments and does what they ask for.
func runOrders(_ arguments: [String]) async -> ExitStatus {
  do {
    var command = try Orders.parseAsRoot(arguments)
    guard let command = command as? any OrdersCommand else {
      // Completion scripts and the like, which print by themselves.
      try command.run()
      return .done
    }
    return try await command.execute()
  } catch let failure as Failure {
    writeError("error: " + failure.message.onOneLine)
  } catch let error as StoreError {
    writeError("error: " + error.description.onOneLine)
  } catch is HelpRequired {
    writeError(Orders.helpMessage())
  } catch let error where Orders.exitCode(for: error) == .success {
    writeOutput(Orders.fullMessage(for: error))
    return .done
  } catch {
    writeError(usageError(Orders.fullMessage(for: error)))
  }
  return .failed
}

/// ArgumentParser's message as the others are written: in lower case.
private func usageError(_ message: String) -> String {
  let prefix = "Error: "
  guard message.hasPrefix(prefix) else { return message }
  let rest = message.dropFirst(prefix.count)
  return "error: " + rest.prefix(1).lowercased() + rest.dropFirst()
}

/// A line, and its line feed. Where standard error is gone, there is nobody left to tell.
func writeError(_ line: String) {
  _ = write(line + "\n", to: STDERR_FILENO)
}

/// A line, and its line feed.
func writeOutput(_ line: String) {
  guard write(line + "\n", to: STDOUT_FILENO) else {
    writeError("error: cannot write to standard output: \(String(cString: strerror(errno)))")
    exit(ExitStatus.failed.rawValue)
  }
}

/// In one call where the system takes it at once, so that lines of several threads do not mix.
private func write(_ text: String, to descriptor: CInt) -> Bool {
  var text = text
  return text.withUTF8 { bytes in
    var rest = UnsafeRawBufferPointer(bytes)
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
    return true
  }
}

extension String {
  /// With what a terminal would act upon replaced: a path may hold anything.
  var onOneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }
}
