extension OrderService {
  public struct Options: Sendable {
    public var host = "127.0.0.1"
    /// 0 for any that is free.
    public var port = 8080
    /// Where `nil`, nobody is the administrator.
    public var administratorToken: String?
    /// Requests a second of one client, and as many at once; `nil` for no limit. Clients behind one proxy
    /// that have no token count as one.
    public var rateLimit: Int?
    /// Unknown tokens a second of one address, and as many at once; `nil` for no limit. Who bears a token
    /// that was seen before is not concerned.
    public var guessLimit: Int? = 10
    /// Users whose tokens are surely known without asking the store: the newest when the server starts, and who
    /// was here of late.
    public var rememberedUsers = 50_000

    /// Connections at one time, or fewer where the process may not open as many files. Further ones wait
    /// in the backlog until one is closed.
    public var connectionLimit = 8_192
    /// Connections that the system keeps waiting until they are accepted.
    public var backlog = 1_024
    /// After how long without a byte of a request a connection is closed; also how long the head of a
    /// request may take. A request that is being served is waited for.
    public var idleTimeout: Duration = .seconds(60)
    /// How long a request may take to arrive, once its head is here.
    public var requestTimeout: Duration = .seconds(30)
    /// How long a stopping server waits for the requests that it has accepted. The store is closed after
    /// it, and all of it should take less than 10 s.
    public var drainTimeout: Duration = .seconds(8)
    /// Who may watch the sale at one time; beyond, 503. Half of the connections at most are for them.
    public var eventStreamLimit = 2_000
    /// How long a socket may take over an event until its stream is dropped.
    public var eventPatience: Duration = .seconds(5)
    /// Whether whoever opens the page at `/` may buy there, as a user who is made for it.
    public var isDemonstration = false

    public init() {}
  }
}

/// Without the administrator's token.
extension OrderService.Options: CustomStringConvertible {
  public var description: String { "\(host):\(port)" }
}
