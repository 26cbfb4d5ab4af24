import Grids

/// What a map of text has to say for itself.
struct GeneratedText: Equatable {
  let width: Int
  let height: Int
  let bytes: [UInt8]

  /// The cells with a border around them, row after row.
  private let clear: [Bool]
  private var stride: Int { width + 2 }

  init(_ write: ((UnsafeRawBufferPointer) -> Void) throws -> Void) rethrows {
    var bytes: [UInt8] = []
    try write { bytes += $0 }
    let newline = UInt8(ascii: "\n")
    let width = bytes.firstIndex(of: newline)!
    let height = bytes.count / (width + 1)
    precondition(bytes.count == height * (width + 1))
    var clear = Array(repeating: false, count: (width + 2) * (height + 2))
    for (index, byte) in bytes.enumerated() {
      let (y, x) = index.quotientAndRemainder(dividingBy: width + 1)
      precondition((byte == newline) == (x == width))
      if x < width { clear[(y + 1) * (width + 2) + x + 1] = byte != UInt8(ascii: "#") }
    }
    self.width = width
    self.height = height
    self.bytes = bytes
    self.clear = clear
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// FNV-1a of the bytes.
  var digest: UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// Whether a cell is clear; those around the map are not.
  func isClear(_ x: Int, _ y: Int) -> Bool { clear[(y + 1) * stride + x + 1] }

  var clearCount: Int { clear.count { $0 } }

  /// Pairs of clear cells side by side.
  var edgeCount: Int {
    clear.indices.reduce(0) { count, place in
      clear[place] ? count + (clear[place + 1] ? 1 : 0) + (clear[place + stride] ? 1 : 0) : count
    }
  }

  /// The sizes of what hangs together, each flooded from its first cell.
  var regionSizes: [Int] {
    var waiting = clear
    var sizes: [Int] = []
    for first in clear.indices where waiting[first] {
      waiting[first] = false
      var queue = [first]
      var size = 0
      while let place = queue.popLast() {
        size += 1
        for next in [place - stride, place + 1, place + stride, place - 1] where waiting[next] {
          waiting[next] = false
          queue.append(next)
        }
      }
      sizes.append(size)
    }
    return sizes
  }

  /// Where the `X` is; the only one.
  var start: Cell? {
    let starts = bytes.indices.filter { bytes[$0] == UInt8(ascii: "X") }
    return starts.count == 1 ? Cell(x: starts[0] % (width + 1), y: starts[0] / (width + 1)) : nil
  }
}
