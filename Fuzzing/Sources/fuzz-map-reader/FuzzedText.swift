import FuzzDriver

@testable import GridFormats

/// The text of a map, and how it is to be read.
///
/// A digit each chooses the format, the legend, the start rule, how many faults are asked for, and the
/// sizes of the pieces, which depend on the text as well.
struct FuzzedText {
  let format: MapFormat?
  let legend: Legend
  let startRule: StartRule
  let faultLimit: Int
  let pieceLimit: Int
  let text: [UInt8]

  init(from input: inout FuzzInput) {
    format = input.choice(of: [nil, .plain, .octile, .maze, .digits])
    let legendText = input.choice(of: [
      "", "wall=█ clear=· start=@", "clear=_E goal=$", "start=G goal=12", "wall=.X clear=#",
      "start=\u{1F3C1} clear=é\u{301}\t", nil,
    ])
    startRule = input.choice(of: [.required, .optional, .ignored])
    faultLimit = input.choice(of: [3, 1, 100])
    pieceLimit = input.choice(of: [1, 2, 5, 16, 64, 70, 200, 1000])
    legend = Self.legend(legendText ?? String(decoding: input.line(), as: UTF8.self))
    text = input.rest()
  }

  /// The legend that a text gives; none, if it is not understood.
  private static func legend(_ text: String) -> Legend {
    do {
      return try Legend(text)
    } catch {
      require(!error.message.isEmpty, "the legend's error says nothing")
      return Legend()
    }
  }

  /// The text in pieces of 1 to `pieceLimit` bytes.
  var pieces: [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var state = UInt64(text.count)
    var rest = text[...]
    while let first = rest.first {
      // D. Knuth's linear congruential generator, stirred by the text.
      state = (state &+ UInt64(first)) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let size = 1 + Int(state >> 33) % pieceLimit
      pieces.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return pieces
  }
}
