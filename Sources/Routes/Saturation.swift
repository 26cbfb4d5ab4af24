import Grids

/// Fills the states of one component, which walks can go through in circles, to their fixpoint.
///
/// Only what is new is moved: `reached` holds the cells found in a state, `pending` those of them
/// whose steps have not been taken yet, and a queue the words that have any. The queue is emptied
/// back and forth over the map, so that in open country a word is moved a few times in all, and in a
/// maze the cost is that of the cells found.
final class Saturation {
  private let open: CellSet
  private let openWords: UnsafePointer<UInt64>
  private let owners: [MemberStorage]
  private let members: UnsafeMutableBufferPointer<Member>
  private let wordsPerRow: Int
  private let wordCount: Int

  /// The pending words. An entry is the number of a word, shifted by `placeBits`, and its member's.
  private let queue: WordQueue
  private let placeBits: Int

  /// All words with a reached cell lie between these two.
  private var lowestWord: Int
  private var highestWord = 0

  /// A step from one member into another.
  private struct Transition {
    var target: Int
    var direction: Direction
  }

  /// What the inner loop needs of a state, by pointers that `owners` keep alive.
  private struct Member {
    var reached: UnsafeMutablePointer<UInt64>
    var pending: UnsafeMutablePointer<UInt64>
    var transitions: UnsafeBufferPointer<Transition>

    /// The step east, or west, leads back into the state: a word is filled at once.
    var spreadsEast: Bool
    var spreadsWest: Bool

    /// The members that are entered by counted steps.
    var runs: UnsafeBufferPointer<Int>
  }

  private final class MemberStorage {
    let directions: [Direction]
    let counts: ClosedRange<Int>
    let transitions: UnsafeMutableBufferPointer<Transition>
    let runs: UnsafeMutableBufferPointer<Int>
    let layer: Layer
    let pending: WordStorage

    /// For a counted member the cells that it is entered from and has not been yet.
    var entering: Layer?

    init(
      _ state: Automaton.State, transitions: [Transition], runs: [Int], open: CellSet
    ) {
      directions = state.directions.directions
      counts = state.count
      self.transitions = .allocate(capacity: transitions.count)
      _ = self.transitions.initialize(fromContentsOf: transitions)
      self.runs = .allocate(capacity: runs.count)
      _ = self.runs.initialize(fromContentsOf: runs)
      layer = Layer(columns: 0..<open.wordsPerRow, height: open.height)
      entering = counts == 1...1 ? nil : Layer(columns: layer.columns, height: open.height)
      pending = WordStorage(count: open.wordsPerRow * open.height)
    }

    deinit {
      transitions.deallocate()
      runs.deallocate()
    }
  }

  /// - Parameters:
  ///   - indices: The states of the component, ascending.
  ///   - sources: For each of them what was filled before and is left on entering it.
  init(open: CellSet, automaton: Automaton, indices: [Int], sources: [[Layer]]) {
    let (open, openWords) = open.withContiguousWords()
    self.open = open
    self.openWords = openWords
    wordsPerRow = open.wordsPerRow
    wordCount = open.wordsPerRow * open.height
    let places = Dictionary(uniqueKeysWithValues: indices.enumerated().map { ($1, $0) })
    owners = indices.map { index in
      let state = automaton.states[index]
      let successors = state.successors.compactMap { places[$0] }
      let steps = successors.filter { automaton.states[indices[$0]].count == 1...1 }
      return MemberStorage(
        state,
        transitions: steps.flatMap { target in
          automaton.states[indices[target]].directions.directions.map {
            Transition(target: target, direction: $0)
          }
        },
        runs: successors.filter { !steps.contains($0) }, open: open)
    }
    members = .allocate(capacity: owners.count)
    for (place, owner) in owners.enumerated() {
      let loop = owner.transitions.filter { $0.target == place }.map(\.direction)
      members.initializeElement(
        at: place,
        to: Member(
          reached: owner.layer.storage.words, pending: owner.pending.words,
          transitions: UnsafeBufferPointer(owner.transitions),
          spreadsEast: loop.contains(.east), spreadsWest: loop.contains(.west),
          runs: UnsafeBufferPointer(owner.runs)))
    }
    placeBits = Int.bitWidth - (indices.count - 1).leadingZeroBitCount
    queue = WordQueue(capacity: wordCount << placeBits)
    lowestWord = wordCount
    for (place, layers) in sources.enumerated() { sweep(into: place, from: layers) }
    drain()
    while true {
      let entered = owners.indices.filter { owners[$0].entering?.rows.isEmpty == false }
      if entered.isEmpty { break }
      for place in entered {
        let layer = owners[place].entering!
        owners[place].entering = Layer(columns: layer.columns, height: open.height)
        sweep(into: place, from: [layer])
      }
      drain()
    }
    guard lowestWord <= highestWord else { return }
    for owner in owners { owner.layer.noteExtents(ofWords: lowestWord...highestWord) }
  }

  deinit { members.deallocate() }

  /// For each of the states the cells at which walks can be in it.
  var layers: [Layer] { owners.map(\.layer) }

  /// Takes the steps that enter a member, from whole layers.
  private func sweep(into place: Int, from layers: [Layer]) {
    for direction in owners[place].directions {
      let sweep = Sweep(open: open, step: direction.dy == 0 ? 1 : direction.dy)
      let move = Move(direction: direction, counts: owners[place].counts, isLoop: false)
      _ = sweep.addTrack(move, from: layers, and: [], keeping: .nothing) { [self] y, row in
        for index in row.extent {
          arrive(in: place, y * wordsPerRow + index, row.words[index])
        }
      }
      sweep.run()
    }
  }

  /// Moves what is pending until nothing is.
  private func drain() {
    let end = wordCount << placeBits
    while let first = queue.first(from: 0) {
      // Down the map, with a look back at the word in the west of each.
      var next = Optional(first)
      while let entry = next {
        move(entry)
        next = queue.first(from: max(entry >> placeBits - 1, 0) << placeBits)
      }
      // Up the map, with a look back at the word in the east.
      next = queue.last(upTo: end - 1)
      while let entry = next {
        move(entry)
        next = queue.last(upTo: min((entry >> placeBits + 2) << placeBits, end) - 1)
      }
    }
  }

  /// Takes the pending steps of one word in one state.
  private func move(_ entry: Int) {
    queue.remove(entry)
    let word = entry >> placeBits
    let place = entry & (1 << placeBits - 1)
    let member = members[place]
    var cells = member.pending[word]
    member.pending[word] = 0
    if member.spreadsEast || member.spreadsWest {
      let unreached = openWords[word] & ~member.reached[word]
      let path = unreached | cells
      var spread: UInt64 = 0
      if member.spreadsEast { spread |= spreadEast(cells, through: path) }
      if member.spreadsWest { spread |= spreadWest(cells, through: path) }
      member.reached[word] |= spread & unreached
      cells |= spread & unreached
    }
    for transition in member.transitions {
      let target = transition.target
      switch transition.direction {
      case .north: arrive(in: target, word - wordsPerRow, cells)
      case .south: arrive(in: target, word + wordsPerRow, cells)
      case .east:
        arrive(in: target, word, cells << 1)
        if cells >> 63 == 1, (word + 1) % wordsPerRow != 0 { arrive(in: target, word + 1, 1) }
      case .west:
        arrive(in: target, word, cells >> 1)
        if cells & 1 == 1, word % wordsPerRow != 0 { arrive(in: target, word - 1, 1 << 63) }
      case .northEast, .southEast, .southWest, .northWest:
        moveDiagonally(cells, from: word, transition)
      }
    }
    for run in member.runs {
      let y = word / wordsPerRow
      let column = word % wordsPerRow
      let layer = owners[run].entering!
      layer.words(ofRow: y)[column] |= cells
      layer.setExtent(hull(layer.row(y).extent, column..<column + 1), ofRow: y)
    }
  }

  private func moveDiagonally(_ cells: UInt64, from word: Int, _ transition: Transition) {
    let dx = transition.direction.dx
    let (row, column) = word.quotientAndRemainder(dividingBy: wordsPerRow)
    let y = row + transition.direction.dy
    guard 0..<open.height ~= y else { return }
    let origin = open.row(row)
    let target = open.row(y)
    let columns = 0..<wordsPerRow
    func enter(_ column: Int, _ cells: UInt64) {
      guard columns ~= column, cells != 0 else { return }
      let entrance = entrances(from: origin, to: target, dx: dx, column, limits: columns)
      arrive(in: transition.target, y * wordsPerRow + column, cells & entrance)
    }
    enter(column, dx > 0 ? cells << 1 : cells >> 1)
    enter(column + dx, dx > 0 ? cells >> 63 : cells << 63)
  }

  @inline(__always)
  private func arrive(in place: Int, _ word: Int, _ cells: UInt64) {
    guard word >= 0, word < wordCount else { return }
    let member = members[place]
    let new = cells & openWords[word] & ~member.reached[word]
    guard new != 0 else { return }
    member.reached[word] |= new
    lowestWord = min(lowestWord, word)
    highestWord = max(highestWord, word)
    guard !member.transitions.isEmpty || !member.runs.isEmpty else { return }
    member.pending[word] |= new
    queue.insert(word << placeBits | place)
  }
}
