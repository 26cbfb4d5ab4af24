/// The answers that come over a bare connection, one by one. Waits on the thread that asks.
public struct AnswerReader {
  public struct Answer: Equatable, Sendable {
    public let status: Int
    public let body: String
    /// It says `Connection: close`.
    public let isLast: Bool
  }

  private let connection: RawConnection
  private var bytes: [UInt8] = []

  public init(_ connection: RawConnection) { self.connection = connection }

  /// - Returns: `nil` where the server has ended the connection after an answer, or before any.
  /// - Throws: where it has ended otherwise.
  public mutating func next() throws -> Answer? {
    let separator = Array("\r\n\r\n".utf8)
    while true {
      if let end = bytes.firstRange(of: separator) {
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
          .lowercased().split(separator: "\r\n")
        func field(_ name: String) -> Substring? {
          head.first { $0.hasPrefix("\(name): ") }?.dropFirst(name.count + 2)
        }
        let length = field("content-length").flatMap { Int($0) } ?? 0
        let body = bytes[end.upperBound...].prefix(length)
        if body.count == length {
          let answer = Answer(
            status: Int(head[0].split(separator: " ")[1]) ?? 0,
            body: String(decoding: body, as: UTF8.self), isLast: field("connection") == "close")
          bytes.removeSubrange(..<body.endIndex)
          return answer
        }
      }
      guard let more = try connection.receiveOnThisThread() else {
        guard bytes.isEmpty else { throw EndWithinAnswer() }
        return nil
      }
      bytes += more
    }
  }

  public struct EndWithinAnswer: Error {}
}
