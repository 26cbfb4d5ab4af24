import Foundation
import GridGenerators
import Grids
import Testing

struct MazeTests {
  private func maze(
    _ algorithm: MazeAlgorithm, _ width: Int, _ height: Int, seed: UInt64, loops: Double = 0,
    start: Cell? = nil
  ) -> (maze: Maze, text: GeneratedText) {
    let maze = Maze(
      size: GridSize(width: width, height: height)!, algorithm: algorithm, seed: seed, loops: loops,
      start: start)
    return (maze, GeneratedText { maze.write(to: $0) })
  }

  /// A spanning tree of the rooms: connected, and one way fewer than rooms. All rooms are clear, and all
  /// pillars and edges are walls.
  @Test(arguments: MazeAlgorithm.allCases)
  func isPerfect(algorithm: MazeAlgorithm) {
    let sides = [3, 4, 5, 8, 33, 63, 64, 65, 66, 127, 128, 129, 130, 131, 257]
    for (index, width) in sides.enumerated() {
      for height in [3, sides[(index * 7 + 3) % sides.count]] {
        for seed in 0..<2 as Range<UInt64> {
          let (maze, text) = maze(algorithm, width, height, seed: seed)
          let columns = (width - 1) / 2
          let rows = (height - 1) / 2
          let comment: Comment = "\(algorithm) \(width)×\(height), seed \(seed)\n\(text.text)"
          #expect(text.width == width && text.height == height, comment)
          #expect(text.start == maze.start && Maze.hasRoom(at: maze.start, in: maze.size), comment)
          #expect(text.regionSizes.count == 1, comment)
          // A tree of cells: rooms and the openings between them.
          #expect(text.clearCount == 2 * columns * rows - 1, comment)
          #expect(text.edgeCount == text.clearCount - 1, comment)
          for y in 0..<height {
            for x in 0..<width {
              let isRoom = x % 2 == 1 && y % 2 == 1 && x <= 2 * columns && y <= 2 * rows
              let isPillar = x % 2 == 0 && y % 2 == 0
              let isEdge = x == 0 || y == 0 || x >= 2 * columns || y >= 2 * rows
              if isRoom && !text.isClear(x, y) || (isPillar || isEdge) && text.isClear(x, y) {
                Issue.record(comment)
                return
              }
            }
          }
        }
      }
    }
  }

  /// The same bytes on every machine and in every version.
  @Test(
    arguments: [
      (.backtracker, 0xE561_B69A_DB28_47D7), (.prim, 0x8487_4F3B_DDD8_2B4F),
      (.wilson, 0xFE27_75EA_5A70_B21F), (.eller, 0x6B42_2E4D_D865_4366),
      (.sidewinder, 0x4B1B_3AAD_6549_0A35), (.binaryTree, 0x4BF0_8714_C125_169C),
    ] as [(MazeAlgorithm, UInt64)])
  func bytesArePinned(algorithm: MazeAlgorithm, digest: UInt64) {
    #expect(maze(algorithm, 257, 130, seed: 7, loops: 0.05).text.digest == digest, "\(algorithm)")
  }

  /// The maze does not depend on where one starts in it.
  @Test(arguments: MazeAlgorithm.allCases)
  func startMovesNothing(algorithm: MazeAlgorithm) {
    let one = maze(algorithm, 65, 33, seed: 3).text
    let other = maze(algorithm, 65, 33, seed: 3, start: Cell(x: 63, y: 31)).text
    #expect(other.start == Cell(x: 63, y: 31))
    #expect(
      one.text.replacing("X", with: ".") == other.text.replacing("X", with: "."), "\(algorithm)")
    #expect(maze(algorithm, 65, 33, seed: 4).text != one)
  }

  @Test(arguments: MazeAlgorithm.allCases)
  func loopsOpenWalls(algorithm: MazeAlgorithm) {
    let tree = maze(algorithm, 129, 65, seed: 5).text
    let some = maze(algorithm, 129, 65, seed: 5, loops: 0.2).text
    let all = maze(algorithm, 129, 65, seed: 5, loops: 1).text
    let (columns, rows) = (64, 32)
    let wallCount = columns * (rows - 1) + rows * (columns - 1) - (columns * rows - 1)
    let opened = some.clearCount - tree.clearCount
    #expect(abs(Double(opened) / Double(wallCount) - 0.2) < 0.04, "\(opened) of \(wallCount)")
    #expect(all.clearCount == tree.clearCount + wallCount)
    for y in 0..<65 {
      for x in 0..<129 where tree.isClear(x, y) { #expect(some.isClear(x, y)) }
    }
  }

  /// All 192 spanning trees of 3×3 rooms come up about equally often by Wilson's algorithm: χ² with 191
  /// degrees of freedom is below 270 with a probability of 0.9998. The backtracker's are far from that,
  /// so that the test can tell.
  @Test func wilsonIsUniform() {
    #expect(deviation(of: .wilson) < 270)
    #expect(deviation(of: .backtracker) > 2000)
  }

  private func deviation(of algorithm: MazeAlgorithm) -> Double {
    let rounds = 192 * 100
    var counts: [String: Int] = [:]
    for seed in 0..<UInt64(rounds) {
      let text = maze(algorithm, 7, 7, seed: seed, start: Cell(x: 1, y: 1)).text
      counts[text.text, default: 0] += 1
    }
    #expect(counts.count <= 192)
    let seen = counts.values.reduce(0) { $0 + (Double($1) - 100) * (Double($1) - 100) / 100 }
    return seen + Double(192 - counts.count) * 100
  }

  @Test(arguments: MazeAlgorithm.allCases)
  func progressEndsAtAll(algorithm: MazeAlgorithm) {
    let maze = Maze(size: GridSize(width: 701, height: 501)!, algorithm: algorithm, seed: 1)
    var told: [Double] = []
    maze.write(to: { _ in }, progress: { told.append(Double($0) / Double($1)) })
    #expect(told == told.sorted() && told.last == 1 && told.count > 1)
  }

  @Test(arguments: MazeAlgorithm.allCases)
  func aFailingSinkEndsTheWriting(algorithm: MazeAlgorithm) {
    struct Full: Error {}
    let maze = Maze(size: GridSize(width: 999, height: 999)!, algorithm: algorithm, seed: 1)
    #expect(throws: Full.self) { try maze.write(to: { _ throws(Full) in throw Full() }) }
  }
}
