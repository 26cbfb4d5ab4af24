/// How far a run has come, on standard error where that is a terminal; elsewhere nothing.
struct ProgressBar {
  private static let width = 30

  private let label: String
  private let stepCount: Int
  private let isShown: Bool
  private var steps = 0
  private var percent = -1

  init(_ label: String, stepCount: Int) {
    self.label = label.visible
    self.stepCount = stepCount
    isShown = isatty(STDERR_FILENO) == 1 && environmentText("TERM") != "dumb"
  }

  mutating func step() {
    steps += 1
    guard isShown, steps * 100 / stepCount != percent else { return }
    percent = steps * 100 / stepCount
    let filled = percent * Self.width / 100
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    writeError("\r[\(bar)] \(percent) % \(label)")
  }

  /// Leaves nothing behind.
  func finish() {
    if isShown { writeError("\r\u{1B}[K") }
  }
}
