#if Redis
  import CHiredis
  import Glibc

  /// Why a connection is of no more use. The text never has a password.
  struct RedisFault: Error {
    enum Kind {
      /// The connection was closed, or never came to be.
      case lost
      /// Nothing was answered in time.
      case silent
      /// Redis answered with an error.
      case refused
      /// Another server of the cluster has the key.
      case moved(host: String, port: Int)
    }

    let kind: Kind
    let reason: String

    init(_ kind: Kind, _ reason: String) {
      self.kind = kind
      self.reason = reason
    }

    var isSilence: Bool {
      if case .silent = kind { true } else { false }
    }

    /// What an error of Redis means.
    init(reply: String) {
      let words = reply.split(separator: " ")
      guard words.count == 3, words[0] == "MOVED", let colon = words[2].lastIndex(of: ":"),
        let port = Int(words[2][colon...].dropFirst())
      else {
        self.init(.refused, reply)
        return
      }
      self.init(.moved(host: String(words[2][..<colon]), port: port), reply)
    }
  }

  /// A connection to a Redis server. One thread uses it, and nobody after the first fault.
  final class RedisConnection {
    private let context: UnsafeMutablePointer<redisContext>
    private let timeout: Duration

    /// Connects, authenticates and selects the database.
    ///
    /// - Parameter timeout: of connecting, and of each round trip as a whole.
    init(_ address: RedisAddress, timeout: Duration) throws(RedisFault) {
      let limit = timeval(timeout)
      guard let context = redisConnectWithTimeout(address.host, Int32(address.port), limit) else {
        throw RedisFault(.lost, "there is no memory for a connection")
      }
      self.context = context
      self.timeout = timeout
      try requireNoFault()
      // Of a write; how long a read may take is said by `poll`.
      redisSetTimeout(context, limit)
      redisEnableKeepAlive(context)

      var greetings: [RedisCommand] = []
      if let password = address.password {
        greetings.append(
          address.user.map { RedisCommand("AUTH", $0, password) }
            ?? RedisCommand("AUTH", password))
      }
      if address.database != 0 {
        greetings.append(RedisCommand("SELECT", "\(address.database)"))
      }
      try exchange(greetings)
    }

    deinit { redisFree(context) }

    /// Sends commands, and hears the reply to each: one round trip.
    ///
    /// - Parameter hear: is told the number of a command and its reply, which is no error, as it comes.
    /// - Throws: also where a reply is an error, and what `hear` throws. Which of the commands without a
    ///   reply were done is not known.
    func exchange(
      _ commands: [RedisCommand], hear: (Int, RedisReply) throws(RedisFault) -> Void = { _, _ in }
    ) throws(RedisFault) {
      for command in commands { append(command) }
      let deadline = ContinuousClock.now + timeout
      try send()
      for index in commands.indices {
        let reply = try nextReply(until: deadline)
        if case .error(let text) = reply { throw RedisFault(reply: text) }
        try hear(index, reply)
      }
    }

    private func append(_ command: RedisCommand) {
      command.bytes.withUnsafeBytes { bytes in
        var next = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        var arguments = command.lengths.map { length in
          defer { next = next?.advanced(by: length) }
          return next
        }
        redisAppendCommandArgv(
          context, Int32(arguments.count), &arguments, command.lengths)
      }
    }

    private func send() throws(RedisFault) {
      var isDone: Int32 = 0
      while isDone == 0 {
        guard redisBufferWrite(context, &isDone) == REDIS_OK else { throw fault() }
      }
    }

    private func nextReply(until deadline: ContinuousClock.Instant) throws(RedisFault) -> RedisReply
    {
      while true {
        var reply: UnsafeMutableRawPointer?
        guard redisReaderGetReply(context.pointee.reader, &reply) == REDIS_OK else {
          throw RedisFault(.lost, "the answer is not one of Redis")
        }
        if let reply {
          defer { freeReplyObject(reply) }
          return RedisReply(reply.assumingMemoryBound(to: redisReply.self))
        }
        try waitForBytes(until: deadline)
        guard redisBufferRead(context) == REDIS_OK else { throw fault() }
      }
    }

    private func waitForBytes(until deadline: ContinuousClock.Instant) throws(RedisFault) {
      var descriptor = pollfd(fd: context.pointee.fd, events: Int16(POLLIN), revents: 0)
      repeat {
        let left = max(.zero, deadline - .now)
        let milliseconds = Int32((left / .milliseconds(1)).rounded(.up))
        switch poll(&descriptor, 1, milliseconds) {
        case 0: throw RedisFault(.silent, "no answer within \(timeout)")
        case 1...: return
        default: break
        }
      } while errno == EINTR
      throw RedisFault(.lost, String(cString: strerror(errno)))
    }

    private func requireNoFault() throws(RedisFault) {
      if context.pointee.err != 0 { throw fault() }
    }

    private func fault() -> RedisFault {
      let isTimeout = context.pointee.err == REDIS_ERR_IO && errno == EAGAIN
      let text = withUnsafeBytes(of: context.pointee.errstr) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      return RedisFault(isTimeout ? .silent : .lost, text)
    }
  }

  extension timeval {
    fileprivate init(_ duration: Duration) {
      let (seconds, attoseconds) = duration.components
      self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
  }
#endif
