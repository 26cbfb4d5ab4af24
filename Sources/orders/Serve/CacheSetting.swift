import Logging
import StockCache

/// Where the stock of the sale is kept besides the database.
enum CacheSetting: Equatable {
  case memory
  #if Redis
    case redis(RedisAddress)
  #endif

  /// - Returns: `nil` where the text is no cache.
  /// - Throws: ``Failure`` for what is understood, and cannot be had.
  init?(_ text: String) throws {
    if text == "memory" {
      self = .memory
      return
    }
    do {
      let address = try RedisAddress(text)
      #if Redis
        self = .redis(address)
      #else
        throw Failure(
          "\(address) needs a program that was built with Redis: "
            + "swift build -c release --product orders --traits Redis")
      #endif
    } catch RedisAddress.Fault.needsTLS {
      throw Failure(
        "rediss:// is not served, because hiredis is built without TLS; "
          + "use redis:// to a tunnel on this machine, as stunnel makes one")
    } catch RedisAddress.Fault.notAnAddress {
      return nil
    }
  }

  /// An empty cache, which has not been started.
  func makeCache(_ logger: Logger) -> any CachedStock {
    switch self {
    case .memory: return MemoryStock()
    #if Redis
      case .redis(let address):
        return RedisStock(address) { event in
          switch event {
          case .loaded(let products):
            logger.info("the stock of \(counted(products, "product")) is in \(address)")
          case .lost(let reason):
            logger.warning("\(address) is tried again: \(reason)")
          }
        }
    #endif
    }
  }
}

extension String {
  /// An address without user and password.
  var withoutUserinfo: String {
    guard let at = lastIndex(of: "@") else { return self }
    let start = firstRange(of: "//")?.upperBound ?? startIndex
    return (start < at ? self[..<start] : "") + "***" + self[at...]
  }
}
