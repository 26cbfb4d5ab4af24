/// The open walls of a maze, row by row.
protocol Passages {
  /// Makes the next row.
  mutating func next(_ row: inout PassageRow)
}

/// The walls to the right of and below each room of a row, a bit a room, set where they are open.
struct PassageRow {
  let columns: Int
  var east: [UInt64]
  var south: [UInt64]

  init(columns: Int) {
    self.columns = columns
    east = Array(repeating: 0, count: (columns + 63) / 64)
    south = east
  }

  /// Closes what would lead out of the maze.
  mutating func closeEdges(isLast: Bool) {
    let last = columns - 1
    let within = ~UInt64(0) &>> UInt64(63 - last & 63)
    east[east.count - 1] &= within & ~(1 << UInt64(last & 63))
    if isLast {
      for index in south.indices { south[index] = 0 }
    } else {
      south[south.count - 1] &= within
    }
  }

  /// Opens further walls at random, those of each row the same whatever the others are.
  mutating func open(_ loops: BernoulliBits, row y: Int, isLast: Bool) {
    for index in east.indices {
      let number = 2 * (y * east.count + index)
      east[index] |= loops.word(number)
      south[index] |= loops.word(number + 1)
    }
    closeEdges(isLast: isLast)
  }

  /// Sets the words of a map's row through the rooms: room *i* is cell 2*i* + 1.
  func writeRooms(to words: UnsafeMutablePointer<UInt64>, _ count: Int) {
    var carry: UInt64 = 0
    for index in 0..<count {
      let doors = half(of: east, index)
      let rooms = UInt64(min(max(columns - 32 * index, 0), 32))
      let roomBits: UInt64 = rooms == 32 ? 0x5555_5555_5555_5555 : (1 << (2 * rooms) - 1) / 3
      words[index] = ~(roomBits &<< 1 | spread(doors) &<< 2 | carry)
      carry = doors >> 31
    }
  }

  /// Sets the words of a map's row below the rooms.
  func writeSouth(to words: UnsafeMutablePointer<UInt64>, _ count: Int) {
    for index in 0..<count { words[index] = ~(spread(half(of: south, index)) &<< 1) }
  }

  private func half(of bits: [UInt64], _ index: Int) -> UInt64 {
    index >> 1 < bits.count ? bits[index >> 1] &>> UInt64((index & 1) * 32) & 0xFFFF_FFFF : 0
  }
}

/// Moves bit *i* of the lower half to bit 2*i*.
private func spread(_ bits: UInt64) -> UInt64 {
  var bits = bits
  bits = (bits | bits &<< 16) & 0x0000_FFFF_0000_FFFF
  bits = (bits | bits &<< 8) & 0x00FF_00FF_00FF_00FF
  bits = (bits | bits &<< 4) & 0x0F0F_0F0F_0F0F_0F0F
  bits = (bits | bits &<< 2) & 0x3333_3333_3333_3333
  return (bits | bits &<< 1) & 0x5555_5555_5555_5555
}

/// Each room has a way to the right or down, by the toss of a coin; 64 tosses a word.
struct BinaryTree: Passages {
  private let rows: Int
  private var sequence: RandomSequence
  private var y = 0

  init(columns: Int, rows: Int, _ sequence: RandomSequence) {
    self.rows = rows
    self.sequence = sequence
  }

  mutating func next(_ row: inout PassageRow) {
    let isLast = y == rows - 1
    let last = UInt64(1) << UInt64((row.columns - 1) & 63)
    for index in row.east.indices {
      let east = isLast ? ~0 : sequence.word()
      row.east[index] = east
      row.south[index] = ~east
    }
    row.south[row.south.count - 1] |= last
    row.closeEdges(isLast: isLast)
    y += 1
  }
}

/// A row is cut into corridors by tosses of a coin, and each has one way down, anywhere.
struct Sidewinder: Passages {
  private let rows: Int
  private var sequence: RandomSequence
  private var y = 0

  init(columns: Int, rows: Int, _ sequence: RandomSequence) {
    self.rows = rows
    self.sequence = sequence
  }

  mutating func next(_ row: inout PassageRow) {
    let isLast = y == rows - 1
    for index in row.east.indices {
      row.east[index] = isLast ? ~0 : sequence.word()
      row.south[index] = 0
    }
    row.closeEdges(isLast: isLast)
    if !isLast { openCorridors(of: &row) }
    y += 1
  }

  private mutating func openCorridors(of row: inout PassageRow) {
    var first = 0
    for index in row.east.indices {
      // A corridor ends where there is no way to the right.
      var ends = ~row.east[index]
      while ends != 0 {
        let end = index << 6 + ends.trailingZeroBitCount
        guard end < row.columns else { return }
        ends &= ends - 1
        let room = first + sequence.number(below: end - first + 1)
        row.south[room >> 6] |= 1 << UInt64(room & 63)
        first = end + 1
      }
    }
  }
}

/// Rooms of a row that are joined above it are rings, linked from left to right.
///
/// As no two ways cross, neighbours are joined already exactly where one follows the other in its ring.
/// Two that are not may be joined; a room may be closed below unless it is the last of its ring, and then
/// begins a ring of its own in the next row.
struct Eller: Passages {
  private let rows: Int
  private var sequence: RandomSequence
  private var y = 0
  private var left: [Int]
  private var right: [Int]

  init(columns: Int, rows: Int, _ sequence: RandomSequence) {
    self.rows = rows
    self.sequence = sequence
    left = Array(0..<columns)
    right = left
  }

  mutating func next(_ row: inout PassageRow) {
    let isLast = y == rows - 1
    for index in row.east.indices {
      row.east[index] = 0
      row.south[index] = 0
    }
    for room in 0..<row.columns {
      let bit = UInt64(1) << UInt64(room & 63)
      let tosses = sequence.twoBits()
      if room + 1 < row.columns, right[room] != room + 1, isLast || tosses & 1 == 1 {
        join(room, room + 1)
        row.east[room >> 6] |= bit
      }
      if right[room] != room && tosses & 2 == 2 {
        separate(room)
      } else {
        row.south[room >> 6] |= bit
      }
    }
    row.closeEdges(isLast: isLast)
    y += 1
  }

  /// Makes one ring of two, in which the second follows the first.
  private mutating func join(_ a: Int, _ b: Int) {
    let (afterA, beforeB) = (right[a], left[b])
    right[beforeB] = afterA
    left[afterA] = beforeB
    right[a] = b
    left[b] = a
  }

  private mutating func separate(_ room: Int) {
    right[left[room]] = right[room]
    left[right[room]] = left[room]
    left[room] = room
    right[room] = room
  }
}
