import GridTesting
import Grids
import Testing

struct DirectionTests {
  @Test func directionsAreTheEightNeighboursClockwise() {
    #expect(
      Direction.allCases.map(\.abbreviation) == ["N", "NE", "E", "SE", "S", "SW", "W", "NW"])
    for (direction, step) in zip(Direction.allCases, ReferenceStep.allCases) {
      #expect(direction.abbreviation == step.abbreviation)
      #expect(direction.dx == step.dx && direction.dy == step.dy, "\(direction)")
    }
    #expect(Set(Direction.allCases.map { Cell(x: $0.dx, y: $0.dy) }).count == 8)
  }

  @Test(arguments: Direction.allCases)
  func reversed(direction: Direction) {
    #expect(direction.reversed.dx == -direction.dx)
    #expect(direction.reversed.dy == -direction.dy)
    #expect(direction.reversed.reversed == direction)
  }

  @Test(arguments: Direction.allCases)
  func isDiagonal(direction: Direction) {
    #expect(direction.isDiagonal == (direction.dx != 0 && direction.dy != 0))
    #expect(direction.isDiagonal == (direction.abbreviation.count == 2))
  }
}

struct DirectionSetTests {
  @Test func cardinal() {
    #expect(DirectionSet.cardinal.directions == [.north, .east, .south, .west])
    for direction in Direction.allCases {
      #expect(DirectionSet.cardinal.contains(direction) == !direction.isDiagonal, "\(direction)")
    }
    #expect(DirectionSet.cardinal.only == nil)
  }

  @Test(arguments: Direction.allCases)
  func setOfOne(direction: Direction) {
    let set = DirectionSet(direction)
    #expect(set.only == direction)
    #expect(set.directions == [direction])
    #expect(set.union(DirectionSet(direction.reversed)).only == nil)
  }

  @Test func everySetHasItsMembers() {
    for bits in UInt8.min...UInt8.max {
      let set = DirectionSet(rawValue: bits)
      #expect(set.directions.count == bits.nonzeroBitCount)
      #expect(set.directions.allSatisfy { set.contains($0) })
      #expect(set == set.directions.reduce(into: []) { $0.formUnion(DirectionSet($1)) })
      #expect((set.only != nil) == (set.directions.count == 1))
    }
  }
}
