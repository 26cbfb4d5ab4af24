/// The columns and rows of a terminal.
struct TerminalSize: Equatable {
  /// `nil` where the terminal does not say.
  var columns: Int?
  var rows: Int?

  /// What the terminal driver says, or else COLUMNS and LINES.
  ///
  /// - Returns: `nil` where the descriptor is no terminal's: a file has any size, whatever terminal the
  ///   command was started from.
  static func of(_ descriptor: Int32) -> TerminalSize? {
    guard isatty(descriptor) == 1 else { return nil }
    var window = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &window) != 0 { window = winsize() }
    return TerminalSize(
      columns: positive(Int(window.ws_col)) ?? environmentNumber("COLUMNS"),
      rows: positive(Int(window.ws_row)) ?? environmentNumber("LINES"))
  }

  private static func environmentNumber(_ name: String) -> Int? {
    environmentText(name).flatMap { Int($0) }.flatMap(positive)
  }

  private static func positive(_ number: Int) -> Int? { number > 0 ? number : nil }
}
