import ArgumentParser

extension Diagnostic {
  /// - Returns: `nil` where the arguments do not fail by an unknown subcommand.
  init?(unknownSubcommandIn arguments: [String]) {
    var command: any ParsableCommand.Type = Treasure.self
    for argument in arguments where !argument.hasPrefix("-") {
      let subcommands = command.configuration.subcommands
      guard !subcommands.isEmpty, argument != "help" else { return nil }
      if let next = subcommands.first(where: { $0._commandName == argument }) {
        command = next
        continue
      }
      let names = subcommands.map { $0._commandName }
      let help =
        if command == Treasure.self, access(argument, F_OK) == 0 {
          "to solve that map: treasure solve \(argument)"
        } else if let name = names.first(where: { argument.isProbably($0) }) {
          "did you mean '\(name)'?"
        } else {
          "there is \(names.joined(separator: ", "))"
        }
      self.init("unknown subcommand '\(argument)'", help: help)
      return
    }
    return nil
  }
}

extension String {
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
