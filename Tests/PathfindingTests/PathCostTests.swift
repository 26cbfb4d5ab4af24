import GridTesting
import Pathfinding
import Testing

struct PathCostTests {
  /// Convergents of √2 are as close as costs come: *P* straight steps and *Q* diagonal ones differ by
  /// less than 1/(2*Q*), which from *Q* = 10⁸ on is less than rounding makes of it.
  @Test func closestCostsAreInOrder() {
    var (straight, diagonal) = (1, 1)
    var isLess = true
    while straight < 1 << 60 {
      let (a, b) = (
        PathCost(straight: straight, diagonal: 7), PathCost(straight: 0, diagonal: diagonal + 7)
      )
      #expect((a < b) == isLess && (b < a) == !isLess, "\(a) and \(b)")
      #expect((a + b).straight == straight && (a + b).diagonal == diagonal + 14)
      (straight, diagonal) = (straight + 2 * diagonal, straight + diagonal)
      isLess.toggle()
    }
  }

  @Test func orderIsThatOfLengths() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let costs = (0..<2).map { _ in
        PathCost(
          straight: .random(in: 0...40, using: &generator),
          diagonal: .random(in: 0...40, using: &generator))
      }
      #expect((costs[0] < costs[1]) == (costs[0].length < costs[1].length), "\(costs)")
      #expect((costs[0] == costs[1]) == (costs[0].length == costs[1].length), "\(costs)")
    }
  }

  @Test func extremes() {
    let none = PathCost.zero
    let straight = PathCost(straight: .max, diagonal: 0)
    let diagonal = PathCost(straight: 0, diagonal: .max)
    #expect(none < straight && straight < diagonal && none < diagonal)
    #expect(!(none < none) && !(straight < none) && !(diagonal < straight))
    #expect(PathCost(straight: 2, diagonal: 1).length == 2 + 2.squareRoot())
  }
}
