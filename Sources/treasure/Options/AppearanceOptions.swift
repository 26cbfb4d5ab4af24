import ArgumentParser

/// Whether to colour.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never

  /// Whether what goes to standard output is coloured.
  var isOn: Bool {
    switch self {
    case .auto: Self.suits(STDOUT_FILENO)
    case .always: true
    case .never: false
    }
  }

  /// Diagnostics are read by people or kept in logs, so that `always`, which is for a pager on
  /// standard output, leaves them alone.
  var isOnForDiagnostics: Bool {
    self != .never && Self.suits(STDERR_FILENO)
  }

  /// - SeeAlso: <https://no-color.org>
  private static func suits(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && environmentText("NO_COLOR") ?? "" == ""
      && environmentText("TERM") != "dumb"
  }
}

struct AppearanceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "When to colour: auto is on a terminal, unless NO_COLOR is set or TERM is dumb.",
      valueName: "when"))
  var color: ColorChoice = .auto
}
