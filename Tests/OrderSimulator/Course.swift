import Foundation
import OrderModel

/// How far a seed has come. It is handed from one life of the program to the next, in a file.
struct Course: Codable, Sendable {
  static let stepCount = 100
  /// The store's clock when the model's stands at 0, in milliseconds.
  static let start: Int64 = 1_355_270_400_000

  let seed: UInt64
  var step = 0
  var life = 0
  /// What is certain.
  var model = ShopModel()
  /// Where the program has ended before it could tell: what may be there instead.
  var doubt: ShopModel?

  init(seed: UInt64) { self.seed = seed }

  var isOver: Bool { step >= Self.stepCount && doubt == nil }

  init(at path: String) throws {
    self = try JSONDecoder().decode(
      Self.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  func write(to path: String) throws {
    try JSONEncoder().encode(self).write(to: URL(fileURLWithPath: path))
  }
}
