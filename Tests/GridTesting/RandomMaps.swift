/// Maps for tests: the same arguments and the same generator state give the same map.
extension ReferenceMap {
  /// Obstacles strewn with a probability, the start on any clear cell.
  public static func random(
    width: Int, height: Int, obstacleDensity: Double, using generator: inout SeededGenerator
  ) -> ReferenceMap {
    var isClear = (0..<height).map { _ in
      (0..<width).map { _ in !generator.chance(obstacleDensity) }
    }
    let start = ReferenceCell(
      x: .random(in: 0..<width, using: &generator), y: .random(in: 0..<height, using: &generator))
    isClear[start.y][start.x] = true
    return ReferenceMap(isClear: isClear, start: start)
  }

  /// No obstacle at all.
  public static func open(width: Int, height: Int, start: ReferenceCell) -> ReferenceMap {
    ReferenceMap(
      isClear: Array(repeating: Array(repeating: true, count: width), count: height), start: start)
  }

  /// A perfect maze: exactly one way between any two clear cells, along corridors one cell wide.
  ///
  /// Rooms are the cells with odd coordinates; a depth-first walk opens the wall to each new one.
  public static func maze(
    width: Int, height: Int, using generator: inout SeededGenerator
  ) -> ReferenceMap {
    precondition(width >= 3 && height >= 3, "no room inside the walls")
    var isClear = Array(repeating: Array(repeating: false, count: width), count: height)
    let first = ReferenceCell(x: 1, y: 1)
    var rooms = [first]
    var trail = [first]
    isClear[1][1] = true
    while let room = trail.last {
      let closed = ReferenceStep.cardinal.filter { step in
        let x = room.x + 2 * step.dx
        let y = room.y + 2 * step.dy
        return x >= 1 && x < width - 1 && y >= 1 && y < height - 1 && !isClear[y][x]
      }
      guard let step = closed.randomElement(using: &generator) else {
        trail.removeLast()
        continue
      }
      let next = ReferenceCell(x: room.x + 2 * step.dx, y: room.y + 2 * step.dy)
      isClear[room.y + step.dy][room.x + step.dx] = true
      isClear[next.y][next.x] = true
      rooms.append(next)
      trail.append(next)
    }
    return ReferenceMap(isClear: isClear, start: rooms.randomElement(using: &generator)!)
  }

  /// One corridor that winds clockwise from the top left to the middle; the start is its outer end.
  public static func spiral(width: Int, height: Int) -> ReferenceMap {
    precondition(width >= 3 && height >= 3, "no room inside the walls")
    var isClear = Array(repeating: Array(repeating: false, count: width), count: height)
    let start = ReferenceCell(x: 1, y: 1)
    var cell = start
    var step = ReferenceStep.east
    isClear[1][1] = true

    func isOpen(_ x: Int, _ y: Int) -> Bool {
      x >= 0 && x < width && y >= 0 && y < height && isClear[y][x]
    }
    func canDig(_ step: ReferenceStep) -> Bool {
      let x = cell.x + step.dx
      let y = cell.y + step.dy
      return x >= 1 && x < width - 1 && y >= 1 && y < height - 1 && !isClear[y][x]
        && !isOpen(x + step.dx, y + step.dy)
        && !isOpen(x + step.dy, y + step.dx) && !isOpen(x - step.dy, y - step.dx)
    }
    while true {
      if !canDig(step) {
        step = ReferenceStep(rawValue: (step.rawValue + 2) % 8)!
        guard canDig(step) else { break }
      }
      cell = ReferenceCell(x: cell.x + step.dx, y: cell.y + step.dy)
      isClear[cell.y][cell.x] = true
    }
    return ReferenceMap(isClear: isClear, start: start)
  }

  /// Open rows joined at the right, then at the left, and so on; the start is the top left.
  public static func serpentine(width: Int, height: Int) -> ReferenceMap {
    var isClear = Array(repeating: Array(repeating: true, count: width), count: height)
    for y in stride(from: 1, to: height, by: 2) {
      for x in 0..<width { isClear[y][x] = x == (y % 4 == 1 ? width - 1 : 0) }
    }
    return ReferenceMap(isClear: isClear, start: ReferenceCell(x: 0, y: 0))
  }

  /// The same cells with another start, any clear one.
  public func startingAnywhere(using generator: inout SeededGenerator) -> ReferenceMap {
    let clear = cells.filter(contains)
    return ReferenceMap(isClear: isClear, start: clear.randomElement(using: &generator)!)
  }
}
