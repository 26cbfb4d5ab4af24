import GridTesting
import Grids
import Testing

@testable import Routes

/// How small automata are, and in which order their boards are filled.
struct AutomatonTests {
  @Test(arguments: [
    ("N+ E+ S+", 3), ("N* E* S*", 3), ("N{3,500}", 1), ("N{3,}", 2), ("N3 E4 S1", 3),
    ("N0", 0), ("", 0), (".", 1), ("(N|E|S|W)*", 1), ("(N+|E+|S+|W+)*", 1), ("(N E){3}", 6),
    ("(N E){2,}", 4), ("(N E)*", 2), ("N|N|N", 1), ("(N{2,5} E)*", 6), ("(N{2,17} E)*", 2),
    (".{3}", 3), (".{3,}", 3),
  ])
  func stateCount(route: String, count: Int) throws {
    #expect(try Route(route).automaton.states.count == count, "\(route)")
  }

  @Test func optionalCopiesTakeFewTransitions() throws {
    let states = try Route("(N E){0,500}").automaton.states
    #expect(states.count == 1000)
    #expect(states.reduce(0) { $0 + $1.successors.count } == 999)
  }

  @Test func reversingTwiceChangesNothing() throws {
    let automaton = try Route("N+ (E|NE){2,3} (S W)*").automaton
    #expect(automaton.reversed.reversed.states == automaton.states)
  }

  @Test func sweepsAreShared() throws {
    func stages(_ route: String) throws -> [Schedule.Stage] {
      Schedule(try Route(route).automaton).stages
    }
    // The row that E+ fills goes straight on into S+.
    #expect(
      try stages("N+ E+ S+")
        == [.sweep(states: [0], step: -1), .sweep(states: [1, 2], step: 1)])
    #expect(try stages("N+ E+ NW{2,9} W+") == [.sweep(states: [0, 1, 2, 3], step: -1)])
    #expect(
      try stages("E+ .* W+")
        == [
          .sweep(states: [0], step: 1), .saturation(states: [1]), .sweep(states: [2], step: 1),
        ])
    #expect(try stages("(N E)+") == [.saturation(states: [0, 1])])
    #expect(try stages("") == [])
  }

  @Test func boardsAreFewAndBounded() throws {
    func peak(_ route: String) throws -> Int {
      let automaton = try Route(route).automaton
      return Schedule(automaton).peakBoardCount(of: automaton)
    }
    #expect(try peak("N+ E+ S+") == 1)
    #expect(try peak(String(repeating: "N+ E+ S+ W+ ", count: 16)) == 2)
    #expect(try peak(".*") == 2)
    #expect(try peak("N+ (E S{20})* W+") == 6)
  }

  @Test func boardsBeyondTheMemoryAreAnError() throws {
    let size = GridSize(width: 65536, height: 65536)!
    var clear = CellSet(size: size)
    clear.insert(Cell(x: 0, y: 0))
    let map = GridMap(traversable: clear)
    let route = try Route("((N E){2000})*")
    #expect(throws: WalkError.tooManyBoards(8001, size)) {
      try map.cells(reachedBy: route, from: Cell(x: 0, y: 0))
    }
  }

  /// Once the product of states and cells overflowed.
  @Test func nodesBeyondTheMemoryAreAnError() throws {
    let size = GridSize(width: 1 << 20, height: 1 << 11)!
    var clear = CellSet(size: size)
    clear.insert(Cell(x: 0, y: 0))
    let map = GridMap(traversable: clear)
    let route = try Route(String(repeating: "E1048576 ", count: 4096))
    #expect(throws: WalkError.tooManyNodes(stateCount: 1 << 32 | 1, size)) {
      try map.shortestWalks(fitting: route, from: Cell(x: 0, y: 0))
    }
  }

  @Test func componentsAreInTopologicalOrder() throws {
    let automaton = try Route("(N E)+ S (W N|E)* S+").automaton
    let components = automaton.components()
    #expect(components.flatMap { $0 }.sorted() == Array(automaton.states.indices))
    var place = Array(repeating: 0, count: automaton.states.count)
    for (index, component) in components.enumerated() {
      for state in component { place[state] = index }
    }
    for (index, state) in automaton.states.enumerated() {
      for successor in state.successors { #expect(place[index] <= place[successor]) }
    }
  }

  @Test func wordQueueFindsNeighbours() {
    var generator = SeededGenerator(seed: 1)
    for capacity in [1, 63, 64, 65, 4096, 4097, 300_000] {
      let queue = WordQueue(capacity: capacity)
      let members = Set((0..<50).map { _ in Int.random(in: 0..<capacity, using: &generator) })
      for member in members { queue.insert(member) }
      for member in members.sorted().enumerated() where member.offset % 3 == 0 {
        queue.remove(member.element)
      }
      let rest = members.sorted().enumerated().filter { $0.offset % 3 != 0 }.map(\.element)
      for place in rest.flatMap({ [$0 - 1, $0, $0 + 1] }) + [0, capacity - 1]
      where 0..<capacity ~= place {
        #expect(queue.first(from: place) == rest.first { $0 >= place }, "\(place) in \(rest)")
        #expect(queue.last(upTo: place) == rest.last { $0 <= place }, "\(place) in \(rest)")
      }
    }
  }
}
