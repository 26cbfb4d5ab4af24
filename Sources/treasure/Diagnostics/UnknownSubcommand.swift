import ArgumentParser

extension Diagnostic {
  /// - Returns: `nil` where the arguments do not fail by an unknown subcommand.
  init?(unknownSubcommandIn arguments: [String]) {
    var command: any ParsableCommand.Type = Treasure.self
    for (index, argument) in arguments.enumerated() {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, argument != "help" else { return nil }
      if argument.isOption {
        guard
          let diagnostic = Diagnostic(
            option: argument, before: arguments[(index + 1)...], of: command)
        else { continue }
        self = diagnostic
        return
      }
      guard let next = command.subcommand(named: argument) else {
        self.init(unknownSubcommand: argument, of: command)
        return
      }
      command = next
    }
    return nil
  }

  /// ArgumentParser's own `help` answers a topic that is none with the help of the command above it.
  ///
  /// - Returns: `nil` where the arguments do not ask for help, or for that of a command there is.
  init?(unknownHelpTopicIn arguments: [String]) {
    guard arguments.first == "help" else { return nil }
    var command: any ParsableCommand.Type = Treasure.self
    for topic in arguments.dropFirst() where !topic.hasPrefix("-") && topic != "help" {
      guard !command.configuration.subcommands.isEmpty else { return nil }
      guard let next = command.subcommand(named: topic) else {
        self.init(unknownSubcommand: topic, of: command)
        return
      }
      command = next
    }
    return nil
  }

  private init(unknownSubcommand argument: String, of command: any ParsableCommand.Type) {
    let names = command.subcommandNames
    let help =
      if command == Treasure.self, access(argument, F_OK) == 0 {
        "to solve that map: treasure solve \(argument)"
      } else if let name = names.first(where: { argument.isProbably($0) }) {
        "did you mean '\(name)'?"
      } else {
        "choose one of \(names.joined(separator: ", "))"
      }
    self.init("unknown subcommand '\(argument)'", help: help)
  }

  /// - Parameter rest: What follows the option.
  /// - Returns: `nil` where no subcommand is meant, so that the option itself is at fault.
  private init?(
    option: String, before rest: ArraySlice<String>, of command: any ParsableCommand.Type
  ) {
    // Without another word, the option is all there is to complain of.
    guard rest.contains(where: { !$0.isOption }) else { return nil }
    let subcommand = rest.first { command.subcommand(named: $0) != nil } ?? "<subcommand>"
    self.init(
      "option '\(option)' stands before the subcommand",
      help: "options stand behind it: \(command.path) \(subcommand) \(option) …")
  }
}

extension ParsableCommand {
  /// The command as it is called: "treasure generate".
  fileprivate static var path: String {
    Self.self == Treasure.self ? _commandName : "\(Treasure._commandName) \(_commandName)"
  }

  fileprivate static var subcommandNames: [String] {
    configuration.subcommands.map { $0._commandName }
  }

  fileprivate static func subcommand(named name: String) -> (any ParsableCommand.Type)? {
    configuration.subcommands.first { $0._commandName == name }
  }
}

extension String {
  /// Whether this is an option, and not the name of standard input or the mark before arguments.
  fileprivate var isOption: Bool { hasPrefix("-") && self != "-" && self != "--" }

  /// Whether this may be a name mistyped: its beginning, or about one mistake in three letters.
  fileprivate func isProbably(_ name: String) -> Bool {
    !isEmpty && name.hasPrefix(lowercased())
      || lowercased().editDistance(to: name) <= (name.utf8.count + 1) / 3
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that turn one into the other.
  ///
  /// - SeeAlso: L. Boytsov, "Indexing methods for approximate dictionary searching" (2011), on
  ///   optimal string alignment.
  fileprivate func editDistance(to other: String) -> Int {
    let (a, b) = (Array(utf8), Array(other.utf8))
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var least = min(row[j], rows[i][j + 1]) + 1
        least = min(least, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, rows[i - 1][j - 1] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
