/// The faults found so far.
struct FaultLedger {
  /// How many are kept. A limit of one ends the reading with the first fault.
  let limit: Int
  private(set) var faults: [MapFault] = []
  private(set) var omitted = 0

  init(limit: Int) {
    precondition(limit > 0, "no fault could be reported")
    self.limit = limit
  }

  /// Notes a fault after which the rest of the text still makes sense.
  mutating func note(_ fault: @autoclosure () -> MapFault) throws(ReadingStopped) {
    if faults.count < limit {
      faults.append(fault())
    } else {
      omitted += 1
    }
    if limit == 1 { throw ReadingStopped() }
  }

  /// Notes a fault after which nothing more can be read.
  mutating func stop(_ fault: MapFault) -> ReadingStopped {
    if faults.count < limit {
      faults.append(fault)
    } else {
      omitted += 1
    }
    return ReadingStopped()
  }
}

/// The reading ended early; why is in the ledger.
struct ReadingStopped: Error {}
