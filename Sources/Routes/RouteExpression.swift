import Grids

/// The syntax of a route.
indirect enum RouteExpression: Equatable, Sendable {
  /// One step in any of the directions.
  case step(DirectionSet)
  case sequence([RouteExpression])
  case choice([RouteExpression])
  case repetition(RouteExpression, Repetition)
}

/// How often an atom is repeated, and where the route says so.
struct Repetition: Equatable, Sendable {
  var minimum: Int
  /// `nil`: any number.
  var maximum: Int?
  /// Unicode scalars of the route's text: the atom with its repeat.
  var range: Range<Int>
}
