/// `--treasure PATH --orders PATH [--quick] [--section N]… [--output FILE]`
struct Options {
  private(set) var treasure = ""
  private(set) var orders = ""
  private(set) var isQuick = false
  private(set) var sections: [Section] = []
  private(set) var output: String?

  /// Whether not all sections are asked for.
  private(set) var isPart = false

  struct Invalid: Error, CustomStringConvertible {
    var fault: String
    var description: String {
      """
      \(fault)
      usage: benchmarks --treasure PATH --orders PATH [--quick] [--section N]... [--output FILE]
        --treasure PATH  the program, built for release
        --orders PATH    the other program, built for release; its sections need wrk and curl
        --quick          small maps and two rounds: checks the answers alone
        --section N      only this section, 1...\(Section.allCases.count); may be repeated
        --output FILE    writes the document there, and its pictures beside it; with --section, replaces
                         those sections of the document that is there
      """
    }
  }

  init(_ arguments: ArraySlice<String>) throws(Invalid) {
    var rest = arguments
    func value(of option: String) throws(Invalid) -> String {
      guard let value = rest.popFirst() else { throw Invalid(fault: "\(option) needs a value") }
      return value
    }
    while let option = rest.popFirst() {
      switch option {
      case "--treasure": treasure = try value(of: option)
      case "--orders": orders = try value(of: option)
      case "--quick": isQuick = true
      case "--section":
        guard let section = Int(try value(of: option)).flatMap(Section.init) else {
          throw Invalid(fault: "no such section")
        }
        sections.append(section)
      case "--output": output = try value(of: option)
      default: throw Invalid(fault: "unknown option '\(option)'")
      }
    }
    if treasure.isEmpty { throw Invalid(fault: "--treasure is missing") }
    if orders.isEmpty { throw Invalid(fault: "--orders is missing") }
    isPart = !sections.isEmpty
    if sections.isEmpty { sections = Section.allCases }
  }
}
