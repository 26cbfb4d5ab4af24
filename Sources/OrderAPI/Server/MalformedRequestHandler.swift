import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Makes a problem of what Hummingbird answers to broken HTTP: a bare 400, after which it closes the
/// connection.
///
/// An answer of ours is never bare, so that this one can be told by its empty body, once the parser has
/// reported an error.
final class MalformedRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private var problem: Problem?

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? HTTPParserError { problem = Problem(error) }
    context.fireErrorCaught(error)
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    guard let problem, case .head(var head) = unwrapOutboundIn(data), head.status == .badRequest,
      head.headerFields[.contentLength] == "0"
    else { return context.write(data, promise: promise) }
    self.problem = nil
    let answer = problem.answer
    head.status = answer.status
    head.headerFields[.contentLength] = "\(answer.body.readableBytes)"
    head.headerFields[.contentType] = answer.contentType
    head.headerFields[.cacheControl] = "no-store"
    context.write(wrapOutboundOut(.head(head)), promise: promise)
    context.write(wrapOutboundOut(.body(answer.body)), promise: nil)
  }
}

extension Problem {
  fileprivate init(_ error: HTTPParserError) {
    switch error {
    case .headerOverflow:
      self.init(.headersTooLarge, "The headers may have 80 KiB at most.")
    default:
      self.init(.malformedRequest, "This is not a request of HTTP/1.1; the connection is closed.")
    }
  }
}
