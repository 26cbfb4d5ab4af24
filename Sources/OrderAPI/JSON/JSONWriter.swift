/// Writes JSON straight into bytes, members in the order in which they are given.
///
/// Answers are rendered inside the writer's transaction, where every microsecond is waited for by
/// everyone; and a replay must be the same bytes, so that the order of members may not vary.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

  mutating func object(_ members: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
    members(&self)
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  mutating func array<Elements: Sequence>(
    _ elements: Elements, _ element: (inout JSONWriter, Elements.Element) -> Void
  ) {
    separate()
    bytes.append(UInt8(ascii: "["))
    needsComma = false
    for each in elements { element(&self, each) }
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  // MARK: Members of an object

  mutating func member(_ name: StaticString, value: (inout JSONWriter) -> Void) {
    self.name(name)
    value(&self)
  }

  mutating func member(_ name: StaticString, object members: (inout JSONWriter) -> Void) {
    self.name(name)
    object(members)
  }

  mutating func member<Elements: Sequence>(
    _ name: StaticString, array elements: Elements,
    _ element: (inout JSONWriter, Elements.Element) -> Void
  ) {
    self.name(name)
    array(elements, element)
  }

  mutating func member(_ name: StaticString, _ value: Int64) {
    self.name(name)
    number(value)
  }

  mutating func member(_ name: StaticString, _ value: Int64?) {
    self.name(name)
    if let value { number(value) } else { literal("null") }
  }

  mutating func member(_ name: StaticString, _ value: Bool) {
    self.name(name)
    literal(value ? "true" : "false")
  }

  mutating func member(_ name: StaticString, _ value: String) {
    self.name(name)
    string(value)
  }

  mutating func member(_ name: StaticString, _ value: String?) {
    self.name(name)
    if let value { string(value) } else { literal("null") }
  }

  private mutating func name(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  // MARK: Values

  mutating func number(_ value: Int64) {
    separate()
    var magnitude = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes[start...].reverse()
    needsComma = true
  }

  mutating func string(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        escape(byte)
      default:
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  mutating func literal(_ text: StaticString) {
    separate()
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    needsComma = true
  }

  private mutating func escape(_ control: UInt8) {
    bytes.append(contentsOf: "\\u00".utf8)
    for digit in [control >> 4, control & 15] {
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }
}
