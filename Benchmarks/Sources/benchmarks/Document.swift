import Glibc

/// docs/BENCHMARKS.md, by its sections.
struct Document: CustomStringConvertible {
  var heading: String
  var sections: [Section: String] = [:]

  init(heading: String) { self.heading = heading }

  /// Takes a document apart that this has written.
  init(reading path: String) throws {
    guard let file = fopen(path, "r") else { throw SystemError(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 {
      bytes += piece[..<count]
    }

    heading = ""
    var current: Section?
    for line in String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    {
      if let section = Section.allCases.first(where: { line == Self.title($0) }) {
        current = section
        sections[section] = ""
      } else if let current {
        sections[current]! += line + "\n"
      } else {
        heading += line + "\n"
      }
    }
    sections = sections.mapValues(Self.trimmed)
  }

  var description: String {
    Section.allCases.reduce(heading) { text, section in
      guard let body = sections[section] else { return text }
      return text + "\n\(Self.title(section))\n\n\(Self.trimmed(body))\n"
    }
  }

  private static func title(_ section: Section) -> String {
    "## \(section.heading)"
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first == "\n" { rest.removeFirst() }
    while rest.last == "\n" { rest.removeLast() }
    return String(rest)
  }
}
