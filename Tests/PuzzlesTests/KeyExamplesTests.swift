import GridFormats
import Puzzles
import Testing

/// The examples by which the puzzle is known, with the answers that stand beside them.
///
/// - SeeAlso: Advent of Code 2019, day 18.
struct KeyExamplesTests {
  private func steps(_ map: String, splitsStart: Bool = false) throws -> Int? {
    let puzzle = try KeyPuzzle(HeldText(map, name: "map"), splitsStart: splitsStart)
    guard case .solved(let solution) = try puzzle.solve() else { return nil }
    #expect(puzzle.replay(solution) == puzzle.allKeys)
    return solution.stepCount
  }

  @Test(arguments: [
    (
      8,
      """
      #########
      #b.A.@.a#
      #########
      """
    ),
    (
      86,
      """
      ########################
      #f.D.E.e.C.b.A.@.a.B.c.#
      ######################.#
      #d.....................#
      ########################
      """
    ),
    (
      132,
      """
      ########################
      #...............b.C.D.f#
      #.######################
      #.....@.a.B.c.d.A.e.F.g#
      ########################
      """
    ),
    (
      136,
      """
      #################
      #i.G..c...e..H.p#
      ########.########
      #j.A..b...f..D.o#
      ########@########
      #k.E..a...g..B.n#
      ########.########
      #l.F..d...h..C.m#
      #################
      """
    ),
    (
      81,
      """
      ########################
      #@..............ac.GI.b#
      ###d#e#f################
      ###A#B#C################
      ###g#h#i################
      ########################
      """
    ),
  ])
  func oneStart(expected: Int, map: String) throws {
    #expect(try steps(map) == expected)
  }

  @Test(arguments: [
    (
      24,
      """
      ###############
      #d.ABC.#.....a#
      ######@#@######
      ###############
      ######@#@######
      #b.....#.....c#
      ###############
      """
    ),
    (
      32,
      """
      #############
      #DcBa.#.GhKl#
      #.###@#@#I###
      #e#d#####j#k#
      ###C#@#@###J#
      #fEbA.#.FgHi#
      #############
      """
    ),
    (
      72,
      """
      #############
      #g#f.D#..h#l#
      #F###e#E###.#
      #dCba@#@BcIJ#
      #############
      #nK.L@#@G...#
      #M###N#H###.#
      #o#m..#i#jk.#
      #############
      """
    ),
  ])
  func fourStarts(expected: Int, map: String) throws {
    #expect(try steps(map) == expected)
  }

  @Test func splitStart() throws {
    let map = """
      #######
      #a.#Cd#
      ##...##
      ##.@.##
      ##...##
      #cB#Ab#
      #######
      """
    #expect(try steps(map, splitsStart: true) == 8)
  }
}
