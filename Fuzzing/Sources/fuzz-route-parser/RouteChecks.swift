import FuzzDriver

@testable import Routes

/// Parses a text that may be no route.
///
/// - Returns: `nil` if it is none; the error was looked at. Of routes with many states, which take
///   a thousand times as long as others, most are left out.
func checkedRoute(_ text: String) -> Route? {
  do {
    var parser = RouteParser(text)
    if let legs = try? parser.parse() {
      let size = legs.reduce(0) { min($0 + $1.expression.expandedSize, 1 << 20) }
      // One that is too large is refused without being built.
      if 400...8192 ~= size, text.utf8.reduce(0, { $0 ^ $1 }) & 15 != 0 { return nil }
    }
    let route = try Route(text)
    check(route, writtenAs: text)
    return route
  } catch {
    check(error, in: text)
    return nil
  }
}

private func check(_ route: Route, writtenAs text: String) {
  guard let again = try? Route(route.description) else {
    fatalError("'\(route)' was a route, and its description is none")
  }
  require(again.description.utf8.elementsEqual(text.utf8), "the description is another text")
  require(again.legs == route.legs, "the description has other legs")
  require(again.automaton.states == route.automaton.states, "the description fits other walks")
}

private func check(_ error: RouteError, in text: String) {
  let length = text.unicodeScalars.count
  require(0 <= error.range.lowerBound, "the error begins before the text")
  require(error.range.upperBound <= length, "the error ends behind the text")
  require(
    !error.range.isEmpty || error.range.lowerBound == length,
    "the error has no place, but the text goes on")
  require(!error.message.isEmpty && !error.description.isEmpty, "the error says nothing")
  for words in [error.message, error.label, error.help] {
    // The white space of what is quoted from the text stays.
    let isHarmless =
      words?.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control || $0.properties.isWhitespace
      } ?? true
    require(isHarmless, "the error has a control character")
  }
  if let suggestion = error.suggestion {
    // It may be too large: that is the next thing to be told.
    var parser = RouteParser(suggestion)
    require(
      (try? parser.parse()) != nil, "'\(suggestion)' is suggested, but is no route either")
  }
}

extension RouteError {
  /// What to write instead; `nil` where the help says something else.
  fileprivate var suggestion: String? {
    guard let help, help.hasPrefix("write '") || help.hasPrefix("put what it repeats"),
      let first = help.firstIndex(of: "'")
    else { return nil }
    let suggestion = help[help.index(after: first)...].dropLast()
    return suggestion.hasPrefix("{") ? "N" + suggestion : String(suggestion)
  }
}

extension RouteExpression {
  /// Steps when repeats are written out, those of a single direction aside; saturates at a million.
  fileprivate var expandedSize: Int {
    switch self {
    case .step: return 1
    case .sequence(let parts), .choice(let parts):
      return parts.reduce(0) { min($0 + $1.expandedSize, 1 << 20) }
    case .repetition(.step(let directions), _) where directions.only != nil: return 2
    case .repetition(let part, let repetition):
      let copies = max(repetition.maximum ?? repetition.minimum, 1)
      return min(part.expandedSize * copies, 1 << 20)
    }
  }
}
