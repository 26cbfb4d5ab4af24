import Hummingbird

/// The endpoints, and what to say of a method that a path does not have: Hummingbird's router answers it
/// as if the path were not there.
struct Routes {
  private let router = Router(context: RequestScope.self)
  private let limiter: RateLimiter?
  private let problems = ProblemCounters()
  private var paths: [Path] = []

  /// - Parameter limiter: `nil` where requests are not limited.
  init(limiter: RateLimiter?) { self.limiter = limiter }

  /// `HEAD` comes with it, unless the request does something.
  mutating func get(
    _ path: RouterPath, isLimited: Bool = true, isSafe: Bool = true,
    _ handler: @escaping Endpoint.Handler
  ) {
    on(.get, path, isLimited: isLimited, handler)
    if isSafe { on(.head, path, isLimited: isLimited, handler) }
  }

  mutating func post(_ path: RouterPath, _ handler: @escaping Endpoint.Handler) {
    on(.post, path, isLimited: true, handler)
  }

  mutating func patch(_ path: RouterPath, _ handler: @escaping Endpoint.Handler) {
    on(.patch, path, isLimited: true, handler)
  }

  func responder() -> RouterResponder<RequestScope> {
    let paths = paths
    let unknown = Endpoint(
      route: "unknown", method: "any", limiter: limiter, problems: problems
    ) { request, _ in
      throw Self.allowedMethods(paths, at: request.uri.path).map(Problem.methodNotAllowed)
        ?? Problem.notFound
    }
    // Middleware reaches what is added after it: here, only the answer to what no route matches.
    router.add(middleware: Unrouted(endpoint: unknown))
    return router.buildResponder()
  }

  private mutating func on(
    _ method: HTTPRequest.Method, _ path: RouterPath, isLimited: Bool,
    _ handler: @escaping Endpoint.Handler
  ) {
    router.on(
      path, method: method,
      responder: Endpoint(
        route: path.description, method: method.rawValue, limiter: isLimited ? limiter : nil,
        problems: problems, handler: handler))
    if let known = paths.firstIndex(where: { $0.pattern == path }) {
      paths[known].methods.append(method)
    } else {
      paths.append(Path(pattern: path, methods: [method]))
    }
  }

  private struct Path {
    let pattern: RouterPath
    var methods: [HTTPRequest.Method]

    func matches(_ segments: [Substring]) -> Bool {
      pattern.count == segments.count && zip(pattern, segments).allSatisfy { $0 ~= $1 }
    }

    func isLiterally(_ segments: [Substring]) -> Bool {
      pattern.count == segments.count && zip(pattern, segments).allSatisfy { $0 == $1 }
    }
  }

  private static func allowedMethods(_ paths: [Path], at path: String) -> [HTTPRequest.Method]? {
    let segments = path.split(separator: "/")
    return
      (paths.first { $0.isLiterally(segments) } ?? paths.first { $0.matches(segments) })?.methods
  }
}

private struct Unrouted: RouterMiddleware {
  let endpoint: Endpoint

  func handle(
    _ request: Request, context: RequestScope,
    next: (Request, RequestScope) async throws -> Response
  ) async throws -> Response {
    try await endpoint.respond(to: request, context: context)
  }
}
