import Grids
import Routes

/// What `solve` found, to be written in one form or another.
struct Solution {
  /// What the map is called: its path or `<stdin>`.
  var name: String
  /// With the start that was used.
  var map: GridMap
  var routes: [Route]
  var positions: CellSet
  /// A shortest walk to each position, where asked for.
  var walks: ShortestWalks?
  /// How many walks end at each position, where asked for.
  var counts: WalkCounts?
}

extension Solution {
  /// Solves: a position must fit each of the routes.
  ///
  /// - Parameters:
  ///   - routes: At least one, and no more with `paths` or `weights`.
  ///   - paths: Whether to find a shortest walk to each position.
  ///   - weights: Whether to count the walks to each.
  init(
    _ reading: MapReading, _ routes: [Route], paths: Bool = false, weights: Bool = false
  ) throws {
    let start = try reading.start()
    self = try reading.answer { map throws(WalkError) in
      try Solution(
        named: reading.name, on: map, from: start, routes, paths: paths, weights: weights)
    }
  }

  private init(
    named name: String, on map: GridMap, from start: Cell, _ routes: [Route], paths: Bool,
    weights: Bool
  ) throws(WalkError) {
    let walks = paths ? try map.shortestWalks(fitting: routes[0], from: start) : nil
    let counts = weights ? try map.walkCounts(fitting: routes[0], from: start) : nil
    var positions = try map.cells(reachedBy: routes[0], from: start)
    for route in routes.dropFirst() {
      positions.formIntersection(try map.cells(reachedBy: route, from: start))
    }
    self.init(
      name: name, map: map, routes: routes, positions: positions, walks: walks, counts: counts)
  }
}
