import Grids

/// The rooms of a maze that grows as a tree, a byte each.
///
/// A room that has joined the tree knows the direction of the room that it joined, or, while a walk is on
/// its way, of the room that it was left for last.
final class RoomTree {
  let columns: Int
  let rows: Int
  private let rooms: ZeroedStorage<UInt8>

  private enum Flag {
    static let east: UInt8 = 1
    static let south: UInt8 = 2
    static let joined: UInt8 = 4
    static let waiting: UInt8 = 8
    /// Two bits from here on: a direction.
    static let directionShift: UInt8 = 4
    static let directionMask: UInt8 = 3 << 4
  }

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    rooms = ZeroedStorage(count: columns * rows)
  }

  func room(_ x: Int, _ y: Int) -> Int { y * columns + x }

  var count: Int { columns * rows }

  // MARK: Neighbours

  /// Directions are 0 north, 1 east, 2 south, 3 west.
  @inline(__always)
  private func neighbor(_ room: Int, _ x: Int, _ direction: Int) -> Int? {
    switch direction {
    case 0: room >= columns ? room - columns : nil
    case 1: x + 1 < columns ? room + 1 : nil
    case 2: room + columns < count ? room + columns : nil
    default: x > 0 ? room - 1 : nil
    }
  }

  /// The directions of the neighbours that have or have not joined the tree, as bits of a mask.
  @inline(__always)
  private func directions(from room: Int, whereJoined isJoined: Bool) -> Int {
    let x = room % columns
    var mask = 0
    for direction in 0..<4 {
      guard let next = neighbor(room, x, direction) else { continue }
      if (rooms.words[next] & Flag.joined != 0) == isJoined { mask |= 1 << direction }
    }
    return mask
  }

  @inline(__always)
  private func neighbor(_ room: Int, _ direction: Int) -> Int {
    switch direction {
    case 0: room - columns
    case 1: room + 1
    case 2: room + columns
    default: room - 1
    }
  }

  /// Opens the wall in a direction, which must not lead out.
  @inline(__always)
  private func open(_ room: Int, _ direction: Int) {
    switch direction {
    case 0: rooms.words[room - columns] |= Flag.south
    case 1: rooms.words[room] |= Flag.east
    case 2: rooms.words[room] |= Flag.south
    default: rooms.words[room - 1] |= Flag.east
    }
  }

  private func direction(of room: Int) -> Int {
    Int((rooms.words[room] & Flag.directionMask) >> Flag.directionShift)
  }

  private func setDirection(of room: Int, to direction: Int) {
    rooms.words[room] =
      rooms.words[room] & ~Flag.directionMask | UInt8(direction) << Flag.directionShift
  }

  /// Tells of every 65536th room.
  @inline(__always)
  private func tell(_ done: Int, _ progress: (Int, Int) -> Void) {
    if done & 0xFFFF == 0 || done == count { progress(done, count) }
  }

  // MARK: Algorithms

  /// Goes on to any neighbour that has not joined, and back where there is none.
  func backtrack(from root: Int, _ sequence: RandomSequence, _ progress: (Int, Int) -> Void) {
    var sequence = sequence
    var room = root
    rooms.words[root] |= Flag.joined
    var joined = 1
    tell(joined, progress)
    while joined < count {
      let mask = directions(from: room, whereJoined: false)
      if mask == 0 {
        room = neighbor(room, direction(of: room))
        continue
      }
      let direction = Self.member(of: mask, &sequence)
      open(room, direction)
      room = neighbor(room, direction)
      rooms.words[room] |= Flag.joined
      setDirection(of: room, to: direction ^ 2)
      joined += 1
      tell(joined, progress)
    }
  }

  /// Joins any of the rooms beside the tree to any of its neighbours there.
  func grow(from root: Int, _ sequence: RandomSequence, _ progress: (Int, Int) -> Void) {
    var sequence = sequence
    var edge: [UInt32] = []
    var joined = 0
    var room = root
    while true {
      rooms.words[room] |= Flag.joined
      joined += 1
      tell(joined, progress)
      let x = room % columns
      for direction in 0..<4 {
        guard let next = neighbor(room, x, direction),
          rooms.words[next] & (Flag.joined | Flag.waiting) == 0
        else { continue }
        rooms.words[next] |= Flag.waiting
        edge.append(UInt32(next))
      }
      guard !edge.isEmpty else { return }
      edge.swapAt(sequence.number(below: edge.count), edge.count - 1)
      room = Int(edge.removeLast())
      open(room, Self.member(of: directions(from: room, whereJoined: true), &sequence))
    }
  }

  /// From each room, a random walk to the tree joins it, without the circles that it made.
  ///
  /// A room keeps only the direction in which it was left last: following those from the beginning,
  /// circles are gone.
  func walk(to root: Int, _ sequence: RandomSequence, _ progress: (Int, Int) -> Void) {
    var sequence = sequence
    rooms.words[root] |= Flag.joined
    var joined = 1
    tell(joined, progress)
    var steps = 0
    for first in 0..<count {
      var room = first
      var x = first % columns
      while rooms.words[room] & Flag.joined == 0 {
        steps &+= 1
        // The first walks look for a small tree in a large map.
        if steps & 0xF_FFFF == 0 { progress(joined, count) }
        let direction = sequence.twoBits()
        // A direction that leads out is drawn again: each of the others has the same chance.
        guard let next = neighbor(room, x, direction) else { continue }
        setDirection(of: room, to: direction)
        room = next
        x += direction == 1 ? 1 : direction == 3 ? -1 : 0
      }
      room = first
      while rooms.words[room] & Flag.joined == 0 {
        rooms.words[room] |= Flag.joined
        let direction = direction(of: room)
        open(room, direction)
        room = neighbor(room, direction)
        joined += 1
        tell(joined, progress)
      }
    }
  }

  /// Any of the bits of a mask of four.
  @inline(__always)
  private static func member(of mask: Int, _ sequence: inout RandomSequence) -> Int {
    var rest = mask
    for _ in 0..<sequence.number(below: mask.nonzeroBitCount) { rest &= rest - 1 }
    return rest.trailingZeroBitCount
  }

  // MARK: Rows

  func write(_ y: Int, to row: inout PassageRow) {
    for index in row.east.indices {
      var east: UInt64 = 0
      var south: UInt64 = 0
      let first = y * columns + index << 6
      for bit in 0..<min(64, columns - index << 6) {
        let room = UInt64(rooms.words[first + bit])
        east |= (room & 1) &<< UInt64(bit)
        south |= (room &>> 1 & 1) &<< UInt64(bit)
      }
      row.east[index] = east
      row.south[index] = south
    }
  }
}

struct RoomTreeRows: Passages {
  private let tree: RoomTree
  private var y = 0

  init(_ tree: RoomTree) { self.tree = tree }

  mutating func next(_ row: inout PassageRow) {
    tree.write(y, to: &row)
    y += 1
  }
}
