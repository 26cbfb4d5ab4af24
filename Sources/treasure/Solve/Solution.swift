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
