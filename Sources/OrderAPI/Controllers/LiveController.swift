import Hummingbird

/// The sale, live: a page, and the events that move it.
struct LiveController {
  let streams: EventStreams
  /// Whose token the page buys with; `nil` where it only shows.
  let visitor: Token?

  func addRoutes(to routes: inout Routes) {
    let page = LivePage(visitor: visitor)
    routes.get("/") { _, _ in
      var answer = Self.part(page.html, ContentType.page)
      answer.headers[.contentSecurityPolicy] = LivePage.contentSecurityPolicy
      answer.headers[.referrerPolicy] = "no-referrer"
      return answer
    }
    routes.get("/live.css") { _, _ in Self.part(LivePage.style, ContentType.style) }
    routes.get("/live.js") { _, _ in Self.part(LivePage.script, ContentType.script) }
    routes.get("/events", watch)
  }

  private static func part(_ bytes: [UInt8], _ contentType: String) -> Answer {
    var answer = Answer(status: .ok, contentType: contentType, body: ByteBuffer(bytes: bytes))
    answer.headers[.xContentTypeOptions] = "nosniff"
    return answer
  }

  @Sendable private func watch(_ request: Request, _ scope: RequestScope) async throws -> Answer {
    var answer = Answer(status: .ok, contentType: ContentType.events, body: ByteBuffer())
    // A proxy that gathers an answer before it sends it on would keep all news back.
    answer.headers[.accelBuffering] = "no"
    guard request.method == .get else { return answer }
    let streams = streams
    let stream = try streams.open(scope.channel)
    answer.stream = ResponseBody { writer in
      defer { streams.close(stream) }
      // The head goes out with it. Whoever loses the connection comes again after a second.
      try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
      await stream.waitForEnd()
      try await writer.finish(nil)
    }
    return answer
  }
}
