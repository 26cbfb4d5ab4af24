#if Redis
  import Ordering

  /// A connection that has written all of the stock, and is its owner until another one does the same.
  struct RedisSession {
    private let connection: RedisConnection
    private let key: String
    private let owner: String
    private let take: RedisScript
    private let publish: RedisScript

    /// How many fields and values go into one command: Lua's stack has no room for more than 8,000.
    private static let chunk = 2_000
    /// How many commands go into one round trip of loading, so that none takes long.
    private static let depth = 8

    /// - Parameters:
    ///   - key: of the hash.
    ///   - owner: unlike that of any other session.
    init(
      _ address: RedisAddress, timeout: Duration, key: String, owner: String
    ) throws(RedisFault) {
      connection = try RedisConnection(address, timeout: timeout)
      self.key = key
      self.owner = owner
      var scripts = [RedisScript.take, RedisScript.publish]
      try connection.exchange(scripts.map { RedisCommand("SCRIPT", "LOAD", $0.text) }) {
        index, reply throws(RedisFault) in
        guard case .text(let digest) = reply else { throw Self.unexpected(reply) }
        scripts[index].digest = digest
      }
      (take, publish) = (scripts[0], scripts[1])
    }

    /// Writes the stock anew: what is committed, and the takes that are known of.
    ///
    /// - Parameter name: of a take.
    func load(_ table: StockTable, name: (UInt64) -> String) throws(RedisFault) {
      var fields: [(String, String)] = []
      for (id, entry) in table.entries {
        fields.append(("committed:\(id.rawValue)", "\(entry.committed)"))
        if entry.taken != 0 { fields.append(("taken:\(id.rawValue)", "\(entry.taken)")) }
      }
      for (id, demand) in table.takes {
        let lines = demand.parts.map { "\($0.productID.rawValue) \($0.quantity)" }
        fields.append((name(id), lines.joined(separator: " ")))
      }
      try connection.exchange([
        RedisCommand("UNLINK", key), RedisCommand("HSET", key, "owner", owner),
      ])
      var commands = writing(fields)[...]
      while !commands.isEmpty {
        try connection.exchange(Array(commands.prefix(Self.depth)))
        commands = commands.dropFirst(Self.depth)
      }
    }

    func exchange(
      _ commands: [RedisCommand], hear: (Int, RedisReply) throws(RedisFault) -> Void
    ) throws(RedisFault) {
      try connection.exchange(commands, hear: hear)
    }

    // MARK: Commands

    func taking(_ demand: Demand, name: String) -> RedisCommand {
      var command = take.call(key, owner)
      command.append(name)
      for part in demand.parts {
        command.append(part.productID.rawValue)
        command.append(part.quantity)
      }
      return command
    }

    /// - Parameter settled: the names of takes.
    func publishing(_ quantities: [ProductID: Int64], settled: [String]) -> [RedisCommand] {
      let fields = quantities.map { ("committed:\($0.rawValue)", "\($1)") }
      return writing(fields)
        + chunks(of: settled, count: Self.chunk).map { names in
          var command = publish.call(key, owner)
          command.append(0)
          for name in names { command.append(name) }
          return command
        }
    }

    /// Does nothing, where the stock is still ours.
    var checking: RedisCommand {
      var command = publish.call(key, owner)
      command.append(0)
      return command
    }

    func looking(at id: ProductID) -> RedisCommand {
      RedisCommand(
        "HMGET", key, "owner", "committed:\(id.rawValue)", "taken:\(id.rawValue)")
    }

    private func writing(_ fields: [(String, String)]) -> [RedisCommand] {
      chunks(of: fields, count: Self.chunk / 2).map { fields in
        var command = publish.call(key, owner)
        command.append(2 * fields.count)
        for (field, value) in fields {
          command.append(field)
          command.append(value)
        }
        return command
      }
    }

    private func chunks<Element>(of elements: [Element], count: Int) -> [ArraySlice<Element>] {
      stride(from: 0, to: elements.count, by: count).map { elements[$0...].prefix(count) }
    }

    // MARK: Replies

    /// What speaks against a take, or `nil` where it was taken.
    func refusal(of demand: Demand, _ reply: RedisReply) throws(RedisFault) -> Refusal? {
      guard case .array(let numbers) = reply, numbers.count.isMultiple(of: 2) else {
        throw Self.unexpected(reply)
      }
      var missing: [ProductID] = []
      var shortages: [Shortage] = []
      for index in stride(from: 0, to: numbers.count, by: 2) {
        guard case .integer(let line) = numbers[index], demand.parts.indices ~= Int(line),
          case .integer(let available) = numbers[index + 1]
        else { throw Self.unexpected(reply) }
        let part = demand.parts[Int(line)]
        if available < 0 {
          missing.append(part.productID)
        } else {
          shortages.append(
            Shortage(productID: part.productID, asked: part.quantity, available: available))
        }
      }
      if !missing.isEmpty { return .cacheNotGenerated(missing) }
      return shortages.isEmpty ? nil : .outOfStock(shortages)
    }

    func available(_ reply: RedisReply) throws(RedisFault) -> Int64? {
      guard case .array(let values) = reply, values.count == 3 else { throw Self.unexpected(reply) }
      guard values[0] == .text(owner) else { throw RedisFault(.refused, "the stock is not ours") }
      guard let committed = Self.number(values[1]) else { return nil }
      return max(0, committed - (Self.number(values[2]) ?? 0))
    }

    private static func number(_ reply: RedisReply) -> Int64? {
      guard case .text(let text) = reply else { return nil }
      return Int64(text)
    }

    private static func unexpected(_ reply: RedisReply) -> RedisFault {
      RedisFault(.refused, "an answer was not understood: \(reply)")
    }
  }
#endif
