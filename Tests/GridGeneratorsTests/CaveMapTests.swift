import GridGenerators
import Grids
import Testing

struct CaveMapTests {
  private func caves(
    _ width: Int, _ height: Int, seed: UInt64, _ joining: CaveMap.Joining, density: Double = 0.45,
    steps: Int = 5, start: Cell? = nil
  ) throws -> GeneratedText {
    let map = CaveMap(
      size: GridSize(width: width, height: height)!, density: density, steps: steps,
      joining: joining, seed: seed, start: start)
    return try GeneratedText { try map.write(to: $0) }
  }

  static let widths = [1, 2, 3, 63, 64, 65, 127, 128, 129, 200]

  /// The automaton a cell at a time, from the noise that is left where no step is made.
  @Test(arguments: widths)
  func followsTheAutomaton(width: Int) throws {
    for height in [1, 2, 9, 30] {
      for seed in 0..<3 as Range<UInt64> {
        let corner = Cell(x: 0, y: 0)
        var rock = try caves(width, height, seed: seed, .all, steps: 0, start: corner).rock
        // The start hides whether there was rock: another one does not.
        let other = Cell(x: width - 1, y: height - 1)
        if width * height > 1 {
          rock[0][0] = try caves(width, height, seed: seed, .all, steps: 0, start: other).rock[0][0]
        } else {
          continue
        }
        for steps in 1...4 {
          rock = Self.step(rock)
          var expected = rock
          expected[0][0] = false
          let found = try caves(width, height, seed: seed, .all, steps: steps, start: corner)
          #expect(found.rock == expected, "\(width)×\(height), seed \(seed), \(steps) steps")
        }
      }
    }
  }

  private static func step(_ rock: [[Bool]]) -> [[Bool]] {
    let (height, width) = (rock.count, rock[0].count)
    return (0..<height).map { y in
      (0..<width).map { x in
        var count = 0
        for dy in -1...1 {
          for dx in -1...1 {
            let isOnMap = 0..<height ~= y + dy && 0..<width ~= x + dx
            count += !isOnMap || rock[y + dy][x + dx] ? 1 : 0
          }
        }
        return count >= 5
      }
    }
  }

  @Test func noiseHasItsDensity() throws {
    let text = try caves(512, 512, seed: 1, .all, density: 0.3, steps: 0)
    #expect(abs(Double(text.clearCount) / (512 * 512) - 0.7) < 0.005)
  }

  @Test(arguments: widths)
  func joinedIsOneRegion(width: Int) throws {
    for seed in 0..<10 as Range<UInt64> {
      for (density, steps) in [(0.45, 5), (0.5, 2), (0.6, 0), (1, 0)] {
        let all = try caves(width, 40, seed: seed, .all, density: density, steps: steps)
        let joined = try caves(width, 40, seed: seed, .joined, density: density, steps: steps)
        let comment: Comment = "seed \(seed), density \(density)\n\(joined.text)"
        #expect(joined.regionSizes.count == 1, comment)
        #expect(joined.start != nil)
        // Nothing is filled, but for the start that `all` may have made clear by itself.
        let start = all.start!
        let filled = (0..<40 * width).count { place in
          let (y, x) = place.quotientAndRemainder(dividingBy: width)
          return all.isClear(x, y) && !joined.isClear(x, y) && (x, y) != (start.x, start.y)
        }
        #expect(filled == 0, comment)
      }
    }
  }

  @Test(arguments: widths)
  func largestIsTheLargest(width: Int) throws {
    for seed in 0..<10 as Range<UInt64> {
      // A start of its own might join what is to be compared.
      let corner = Cell(x: 0, y: 0)
      let all = try caves(width, 40, seed: seed, .all, density: 0.5, steps: 2, start: corner)
      guard all.regionSizes.count > 1 else { continue }
      let found: GeneratedText
      do {
        found = try caves(width, 40, seed: seed, .largest, density: 0.5, steps: 2, start: corner)
      } catch is CaveMap.StartIsElsewhere {
        found = try caves(width, 40, seed: seed, .largest, density: 0.5, steps: 2)
        #expect(!found.isClear(0, 0))
      }
      #expect(found.regionSizes == [all.regionSizes.max()!], "seed \(seed)\n\(all.text)")
    }
  }

  @Test func startIsJoined() throws {
    for seed in 0..<20 as Range<UInt64> {
      let start = Cell(x: 69, y: 0)
      let text = try caves(70, 30, seed: seed, .joined, start: start)
      #expect(text.start == start && text.regionSizes.count == 1, "seed \(seed)\n\(text.text)")
    }
  }

  /// The same bytes on every machine and in every version.
  @Test(
    arguments: [
      (.all, 0x39DD_2D53_1970_9834), (.largest, 0xFCEA_25A0_253F_F59E),
      (.joined, 0xBC95_14C8_A97E_D478),
    ] as [(CaveMap.Joining, UInt64)])
  func bytesArePinned(joining: CaveMap.Joining, digest: UInt64) throws {
    #expect(try caves(257, 130, seed: 7, joining, density: 0.47).digest == digest, "\(joining)")
  }

  @Test(arguments: CaveMap.Joining.allCases)
  func progressEndsAtAll(joining: CaveMap.Joining) throws {
    let map = CaveMap(size: GridSize(width: 70, height: 90)!, joining: joining, seed: 1)
    var told: [Double] = []
    try map.write(to: { _ in }, progress: { told.append(Double($0) / Double($1)) })
    #expect(told == told.sorted() && told.last == 1)
  }
}

extension GeneratedText {
  fileprivate var rock: [[Bool]] {
    (0..<height).map { y in (0..<width).map { x in !isClear(x, y) } }
  }
}
