import Grids

/// What is known of a puzzle before any way is: which keys come before which others, and who collects them.
struct KeyOrder {
  /// Robots that no wall parts, and the keys that they can reach, whatever doors stand between.
  struct Region {
    var robots: [Int]
    var keys: UInt32
  }

  /// Those that have keys.
  private(set) var regions: [Region] = []

  /// Of each key, itself and those without which it cannot be collected.
  private var closures: [UInt32]

  init(_ puzzle: KeyPuzzle, _ watch: inout SearchWatch) throws(LimitReached) {
    let all = puzzle.allKeys
    for (robot, start) in puzzle.starts.enumerated() {
      try watch.spend(puzzle.floor.size.cellCount, stateCount: 0, byteCount: 0)
      let keys = puzzle.collectableKeys(from: [start], holding: all).rawValue
      if let index = regions.firstIndex(where: { $0.keys == keys }) {
        regions[index].robots.append(robot)
      } else if keys != 0 {
        regions.append(Region(robots: [robot], keys: keys))
      }
    }
    closures = (0..<26).map { 1 << UInt32($0) }
    for key in all.keys {
      try watch.spend(puzzle.floor.size.cellCount, stateCount: 0, byteCount: 0)
      let without = puzzle.collectableKeys(from: puzzle.starts, without: key)
      for other in all.subtracting(without).keys { closures[other] |= 1 << UInt32(key) }
    }
  }

  /// The keys that are there once a key is, whatever else is: itself among them.
  @inline(__always)
  func closure(of key: Int) -> UInt32 { closures[key] }

  /// The keys that are there when a robot leaves a place, whatever else is.
  func held(at place: Int) -> UInt32 { place < 26 ? closures[place] : 0 }

  /// The keys that cannot be there when a robot leaves a place, since nobody but it collects them, and it does so later.
  func missing(at place: Int) -> UInt32 {
    let isHere: (Region) -> Bool = { region in
      place < 26
        ? region.keys >> UInt32(place) & 1 == 1
        : region.robots.contains { KeyWays.place(ofStart: $0) == place }
    }
    guard let region = regions.first(where: isHere), region.robots.count == 1 else { return 0 }
    guard place < 26 else { return region.keys }
    let later = (0..<26).filter { $0 != place && closures[$0] >> UInt32(place) & 1 == 1 }
    return later.reduce(0) { $0 | 1 << UInt32($1) } & region.keys
  }
}
