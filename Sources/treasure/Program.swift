import ArgumentParser

/// What the caller's shell learns.
enum ExitStatus: Int32 {
  case found = 0
  case nothingFound = 1
  case failed = 2
}

/// A command that says how it ended. What it throws ends as ``ExitStatus/failed``.
protocol TreasureCommand: ParsableCommand {
  var appearance: AppearanceOptions { get }

  func run(writingTo output: inout TextOutput) throws -> ExitStatus
}

/// The command was called without what it cannot do without: its help says what that is.
struct HelpRequired: Error {
  var command: any ParsableCommand.Type
}

/// Parses the arguments and runs what they ask for.
func runTreasure(_ arguments: [String]) -> ExitStatus {
  // A reader that has seen enough closes its pipe; `write` then says so, and we leave quietly.
  signal(SIGPIPE, SIG_IGN)
  var colour = ColorChoice.auto
  do {
    if let diagnostic = Diagnostic(unknownHelpTopicIn: arguments) { throw diagnostic }
    var command = try parse(arguments)
    guard let command = command as? any TreasureCommand else {
      try command.run()
      return .found
    }
    colour = command.appearance.color
    var output = TextOutput(descriptor: STDOUT_FILENO)
    let status = try command.run(writingTo: &output)
    try output.flush()
    return status
  } catch {
    return report(error, of: arguments, in: colour)
  }
}

/// ArgumentParser looks into every subcommand of its root by reflection, which takes longer than a small
/// map does. So the one that is named is tried alone; what is wrong with its arguments, the root says.
private func parse(_ arguments: [String]) throws -> any ParsableCommand {
  if let name = arguments.first,
    let named = Treasure.configuration.subcommands.first(where: { $0._commandName == name }),
    let command = try? named.parseAsRoot(Array(arguments.dropFirst())) as? any TreasureCommand
  {
    return command
  }
  return try Treasure.parseAsRoot(arguments)
}

private func report(_ error: any Error, of arguments: [String], in colour: ColorChoice)
  -> ExitStatus
{
  let paint = Paint(colour.isOnForDiagnostics)
  switch error {
  case OutputError.closedPipe:
    return .found
  case let error as OutputError:
    writeError(Diagnostic(error).text(paint))
  case let error as Diagnostic:
    writeError(error.text(paint))
  case let error as HelpRequired:
    writeError(Treasure.helpMessage(for: error.command) + "\n")
  case let error where Treasure.exitCode(for: error) == .success:
    return print(Treasure.fullMessage(for: error), in: colour)
  case let error:
    if let diagnostic = Diagnostic(unknownSubcommandIn: arguments) {
      writeError(diagnostic.text(paint))
    } else {
      writeError(usageError(Treasure.fullMessage(for: error), paint))
    }
  }
  return .failed
}

/// Help, version and completion scripts are results.
private func print(_ text: String, in colour: ColorChoice) -> ExitStatus {
  var output = TextOutput(descriptor: STDOUT_FILENO)
  do {
    try output.write(text)
    try output.write("\n")
    try output.flush()
    return .found
  } catch {
    return report(error, of: [], in: colour)
  }
}

/// ArgumentParser's message as the other diagnostics are written: in lower case, and in colour.
private func usageError(_ message: String, _ paint: Paint) -> String {
  let prefix = Treasure._errorPrefix
  let rest = message.hasPrefix(prefix) ? message.dropFirst(prefix.count) : message[...]
  return paint(Diagnostic.Severity.error.rawValue, .error) + ": "
    + rest.prefix(1).lowercased() + rest.dropFirst() + "\n"
}

/// Where standard error is gone too, there is nobody left to tell.
func writeError(_ text: String) {
  var output = TextOutput(descriptor: STDERR_FILENO)
  try? output.write(text)
  try? output.flush()
}

/// Outside of the commands, whose own `exit` would hide the C library's.
func terminate(with status: ExitStatus) -> Never {
  exit(status.rawValue)
}
