import Grids
import Testing

@testable import GridPictures

@Suite struct PathTests {
  /// Paths on clear ground: two columns a cell, one, and ASCII.
  ///
  /// Clear cells are dots in all of them, so that no line ends in spaces.
  private func pictures(of paths: [[Cell]], _ width: Int, _ height: Int) -> [String] {
    var scene = Scene(map: .open(width, height))
    scene.paths = paths
    return [Canvas.plainBlocks, Canvas(2 * width - 1, height), .plainASCII].map {
      draw(scene, on: $0).replacing(" ", with: ".")
    }
  }

  @Test func straightLinesJoin() {
    let pictures = pictures(
      of: [walk("E3 S2 W2 S E3", from: (0, 0))], 5, 4)
    #expect(
      pictures[0] == """
        ●─────┐...
        ......│...
        ..┌───┘...
        ..└─────→.
        """)
    #expect(
      pictures[1] == """
        ●──┐.
        ...│.
        .┌─┘.
        .└──→
        """)
    #expect(
      pictures[2] == """
        o--+.
        ...|.
        .+-+.
        .+-->
        """)
  }

  @Test func diagonalsJoinStraightLines() {
    let pictures = pictures(
      of: [walk("E NE3 E2 SE3 E", from: (0, 3))], 11, 4)
    #expect(
      pictures[0] == """
        ........╱────╲........
        ......_╱......╲_......
        ...._╱..........╲_....
        ●──╱..............╲─→.
        """)
    #expect(
      pictures[1] == """
        ....╱──....
        ...╱...╲...
        ..╱.....╲..
        ●─.......╲→
        """)
    #expect(
      pictures[2] == #"""
        ..../--....
        .../...\...
        ../.....\..
        o-.......\>
        """#)
  }

  @Test func diagonalsJoinUprightLines() {
    let pictures = pictures(
      of: [walk("S2 SE2 S SW2 S2", from: (3, 0))], 7, 9)
    #expect(
      pictures[0] == """
        ......●.......
        ......│.......
        ......╲_......
        ........╲_....
        ..........╲...
        ..........╱...
        ........_╱....
        ......_╱......
        ......↓.......
        """)
    #expect(
      pictures[1] == """
        ...●...
        ...│...
        ...│...
        ....╲..
        .....╲.
        .....╱.
        ....╱..
        ...│...
        ...↓...
        """)
    #expect(
      pictures[2] == #"""
        ...o...
        ...|...
        ...|...
        ....\..
        .....\.
        ...../.
        ..../..
        ...|...
        ...v...
        """#)
  }

  @Test func pathsThatMeetShareJunctions() {
    let pictures = pictures(
      of: [walk("E4 S2 E4 N6 E2 S3", from: (0, 4)), walk("E8 N2 W4 S4", from: (1, 6))], 11, 9)
    #expect(
      pictures[0] == """
        ................┌───┐.
        ................│...│.
        ................│...│.
        ................│...↓.
        ●───────┐.┌─────┼─┐...
        ........│.│.....│.│...
        ..●─────┴─┼─────┴─┘...
        ..........│...........
        ..........↓...........
        """)
    #expect(
      pictures[1] == """
        ........┌─┐
        ........│.│
        ........│.│
        ........│.↓
        ●───┐┌──┼┐.
        ....││..││.
        .●──┴┼──┴┘.
        .....│.....
        .....↓.....
        """)
    #expect(
      pictures[2] == """
        ........+-+
        ........|.|
        ........|.|
        ........|.v
        o---++--++.
        ....||..||.
        .o--++--++.
        .....|.....
        .....v.....
        """)
  }

  @Test func diagonalsCross() {
    let pictures = pictures(
      of: [walk("SE4", from: (0, 0)), walk("NE4", from: (0, 4))], 5, 5)
    #expect(
      pictures[0] == """
        ●╲......↗.
        ..╲_.._╱..
        ....><....
        .._╱..╲_..
        ●╱......↘.
        """)
    #expect(
      pictures[1] == """
        ●...↗
        .╲.╱.
        ..╳..
        .╱.╲.
        ●...↘
        """)
    #expect(
      pictures[2] == #"""
        o...^
        .\./.
        ..+..
        ./.\.
        o...v
        """#)
  }

  @Test func diagonalsTurn() {
    let pictures = pictures(
      of: [
        walk("NE2 SE2 NE2", from: (0, 2)), walk("SE2 SW2", from: (8, 0)),
        walk("SW2 SE2", from: (13, 0)),
      ], 14, 5)
    #expect(
      pictures[0] == """
        ....╱╲......↗...●╲........●.
        .._╱..╲_.._╱......╲_...._╱..
        ●╱......╲╱..........>..<....
        .................._╱....╲_..
        ................↙╱........↘.
        """)
    #expect(
      pictures[1] == """
        ..∧...↗.●....●
        .╱.╲.╱...╲..╱.
        ●...∨.....><..
        .........╱..╲.
        ........↙....↘
        """)
    #expect(
      pictures[2] == #"""
        ..+...^.o....o
        ./.\./...\../.
        o...+.....++..
        ........./..\.
        ........v....v
        """#)
  }

  @Test func aPathOfOneCellIsADot() {
    #expect(pictures(of: [walk("", from: (1, 0))], 3, 1) == ["..●...", ".●.", ".o."])
  }

  @Test func noLineLeadsToACellThatIsNoNeighbor() {
    let path = [Cell(x: 0, y: 0), Cell(x: 2, y: 0), Cell(x: 4, y: 0)]
    #expect(pictures(of: [path], 5, 1) == ["●...•...•.", "●.•.•", "o.+.+"])
  }

  @Test func headsPointTheWayThePathWent() {
    let heads = Direction.allCases.map { direction in
      let start = Cell(x: 1, y: 1)
      let end = start.moved(direction)
      let lines = pictures(of: [[start, end]], 3, 3).map { Array($0.split(separator: "\n")[end.y]) }
      return "\(lines[1][end.x])\(lines[2][end.x])"
    }
    #expect(heads == ["↑^", "↗^", "→>", "↘v", "↓v", "↙v", "←<", "↖^"])
  }

  @Test func marksAreJoinedToThePath() {
    var scene = Scene(map: GridMap("X..."))
    scene.paths = [walk("E3", from: (0, 0))]
    scene.goals = [Cell(x: 3, y: 0)]
    #expect(draw(scene, on: .plainBlocks) == "X─────◎ ")
  }

  @Test func scaledPathsStayConnected() {
    var scene = Scene(map: .open(60, 60))
    scene.paths = [walk("E50 S50 W20 NE10", from: (2, 2))]
    #expect(
      draw(scene, on: Canvas(12, 7, .ascii)) == """
        o---------+.
        ..........|.
        ..........|.
        ..........|.
        ......./>.|.
        ......----+.
        1:5x10
        """)
  }
}
