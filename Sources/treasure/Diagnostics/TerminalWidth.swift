// How many columns of a terminal a text takes, for carets to stand where they should.

extension StringProtocol {
  /// The text with everything that a terminal would act upon, or not show, replaced by a picture of
  /// it: a map's bytes must neither move the cursor nor hide.
  var visible: String {
    guard unicodeScalars.contains(where: { $0.visible != $0 }) else { return String(self) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: unicodeScalars.lazy.map(\.visible))
    return String(text)
  }
}

extension Sequence<Unicode.Scalar> {
  /// The columns that the visible form of these takes.
  var width: Int {
    reduce(0) { $0 + $1.visible.width }
  }
}

extension Unicode.Scalar {
  fileprivate var visible: Unicode.Scalar {
    switch value {
    case 0..<0x20: Unicode.Scalar(0x2400 + value)!
    case 0x20..<0x7F: self
    case 0x7F: "\u{2421}"
    default:
      switch properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
      default: self
      }
    }
  }

  /// Wide are the East Asian scripts and the emoji, by blocks; marks stand upon what precedes them.
  ///
  /// - SeeAlso: <https://www.unicode.org/reports/tr11/>
  fileprivate var width: Int {
    switch value {
    case 0..<0x300:
      return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark: return 0
      default: return 1
      }
    }
  }
}
