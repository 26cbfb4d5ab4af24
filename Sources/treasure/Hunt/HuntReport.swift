import GridPictures
import Grids
import Hunts
import Routes

/// A hunt, to be told in one form or another.
struct HuntReport {
  var reading: MapReading
  var start: Cell
  var route: Route
  var seed: UInt64
  /// `nil` where there was no position to hide the treasure on.
  var hunt: Hunts.Hunt?
}

// MARK: - Text

extension HuntReport {
  /// The map with the positions, the walk in words, and the map with the walk.
  func writeText(on page: Page, to output: inout TextOutput) throws {
    guard let hunt else {
      let sentence = [""] + page.lines([route].noPositionSentence)
      try output.write(Picture(reading.document.scene, on: page.canvas(besides: sentence)))
      return try output.write(lines: sentence)
    }
    let task =
      [""] + page.lines(Self.task(hunt.positions.count)) + page.lines(hunt.walk)
    let success = [""] + page.lines(found(hunt))
    // Both pictures show the same part of the map at the same scale, to be compared.
    let canvas = page.canvas(besides: task.count > success.count ? task : success)
    var scene = reading.document.scene
    scene.positions = hunt.positions
    try output.write(Picture(scene, on: canvas))
    try output.write(lines: task + [""])
    scene.paths = [hunt.walk.trace(on: reading.map, from: start).cells]
    scene.treasure = hunt.treasure
    try output.write(Picture(scene, on: canvas))
    try output.write(lines: success)
  }

  private static func task(_ count: Int) -> String {
    count == 1
      ? "The treasure is on the only position. This way it is found:"
      : "The treasure is on one of \(count) positions. This way it is found:"
  }

  private func found(_ hunt: Hunts.Hunt) -> String {
    let coordinates = reading.coordinates
    return "Found at \(coordinates.text(of: hunt.treasure)), as \(coordinates.description)."
  }
}

// MARK: - JSON

extension HuntReport {
  /// The seed is a string, since it can be greater than the integers that most readers of JSON keep
  /// exactly.
  func writeJSON(to output: inout TextOutput) throws {
    var members = [
      "\"schema\": \"treasure.hunt/1\"",
      "\"map\": {\(JSONText.map(named: reading.name, reading.map))}",
      "\"routes\": \(JSONText.strings([route.text]))",
      "\"seed\": \"\(seed)\"",
      "\"count\": \(hunt?.positions.count ?? 0)",
    ]
    if let hunt {
      members += [
        "\"treasure\": \(JSONText.cell(hunt.treasure))",
        "\"path\": \(JSONText.string(hunt.walk.description))",
        "\"steps\": \(hunt.walk.length)",
        "\"words\": \(JSONText.string(hunt.walk.prose))",
      ]
    }
    try output.write(JSONText.document(members))
  }
}
