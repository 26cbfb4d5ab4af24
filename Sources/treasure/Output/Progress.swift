/// How far a long job has come, on standard error where that is a terminal; elsewhere nothing.
///
/// It takes one line, from half a second on and ten times a second at most: what is done sooner does not
/// flicker, and a job may tell of each of its steps. Ctrl-C ends the program as ever; nothing has to be
/// restored.
///
///     let progress = Progress()
///     defer { progress.finish() }
///     for (number, map) in maps.enumerated() {
///       progress.advance(to: number, of: maps.count, map.name)
///       ...
///     }
final class Progress {
  private static let delay: Duration = .milliseconds(500)
  private static let interval: Duration = .milliseconds(100)
  private static let barWidth = 30

  private var isWanted: Bool
  private var nextTime = ContinuousClock.now + delay
  private var isShown = false

  init() {
    isWanted = isatty(STDERR_FILENO) == 1 && environmentText("TERM") != "dumb"
  }

  /// Shows a bar.
  func advance(to done: Int, of all: Int, _ label: @autoclosure () -> String) {
    guard isDue() else { return }
    let share = all > 0 ? min(max(Double(done) / Double(all), 0), 1) : 1
    let filled = Int(share * Double(Self.barWidth))
    draw(
      "[" + String(repeating: "#", count: filled)
        + String(repeating: ".", count: Self.barWidth - filled)
        + "] \(Int(share * 100)) % \(label())")
  }

  /// Shows a text, for a job of which nobody knows how long it is.
  func show(_ text: @autoclosure () -> String) {
    if isDue() { draw(text()) }
  }

  /// Leaves nothing behind, and shows nothing any more: to be called before anything else is written to the
  /// terminal.
  func finish() {
    if isShown { writeError("\r\u{1B}[K") }
    isShown = false
    isWanted = false
  }

  private func isDue() -> Bool {
    guard isWanted, case let now = ContinuousClock.now, now >= nextTime else { return false }
    nextTime = now + Self.interval
    return true
  }

  /// A line that the terminal broke could not be taken back.
  private func draw(_ text: String) {
    var room = (TerminalSize.of(STDERR_FILENO)?.columns ?? 80) - 1
    let seen = text.visible.unicodeScalars.prefix { scalar in
      room -= CollectionOfOne(scalar).width
      return room >= 0
    }
    writeError("\r\(String(seen))\u{1B}[K")
    isShown = true
  }
}
