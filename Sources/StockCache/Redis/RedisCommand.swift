#if Redis
  import CHiredis

  /// A command of Redis and its arguments, as hiredis wants them: their bytes one after the other, and
  /// how long each is.
  struct RedisCommand {
    private(set) var bytes: [UInt8] = []
    private(set) var lengths: [Int] = []

    init(_ words: String...) {
      for word in words { append(word) }
    }

    mutating func append(_ word: String) {
      let count = bytes.count
      bytes.append(contentsOf: word.utf8)
      lengths.append(bytes.count - count)
    }

    mutating func append(_ number: some BinaryInteger) { append(String(number)) }
  }

  /// What Redis answered.
  enum RedisReply: Equatable {
    case nothing
    case integer(Int64)
    case text(String)
    case array([RedisReply])
    case error(String)

    init(_ reply: UnsafePointer<redisReply>) {
      switch reply.pointee.type {
      case REDIS_REPLY_INTEGER:
        self = .integer(reply.pointee.integer)
      case REDIS_REPLY_STRING, REDIS_REPLY_STATUS:
        self = .text(Self.text(reply.pointee))
      case REDIS_REPLY_ARRAY:
        self = .array((0..<reply.pointee.elements).map { RedisReply(reply.pointee.element[$0]!) })
      case REDIS_REPLY_ERROR:
        self = .error(Self.text(reply.pointee))
      default:
        self = .nothing
      }
    }

    private static func text(_ reply: redisReply) -> String {
      let bytes = UnsafeRawBufferPointer(start: reply.str, count: reply.len)
      return String(decoding: bytes, as: UTF8.self)
    }
  }
#endif
