import Crypto
import Hummingbird

/// The bytes of a request's body, all of them.
struct SentBody: Sendable {
  static let limit = 1 << 20

  private let bytes: ByteBuffer

  /// - Throws: ``Problem`` where it is declared as something else than JSON, or too large;
  ///   ``BrokenRequest`` where the client leaves before its end.
  init(of request: Request) async throws {
    let declaredLength = request.headers[.contentLength].flatMap { Int($0) }
    guard (declaredLength ?? 0) <= Self.limit else { throw Problem.bodyTooLarge }
    let isJSON = MediaType.isReadAsJSON(request.headers)
    // A body that is not there is not of the wrong type.
    guard isJSON || declaredLength == 0 else { throw Problem.unsupportedMediaType }
    var collected = ByteBuffer()
    do {
      for try await part in request.body {
        guard collected.readableBytes + part.readableBytes <= Self.limit else {
          throw Problem.bodyTooLarge
        }
        // The usual body comes in one part, which needs no copy.
        if collected.readableBytes == 0 {
          collected = part
        } else {
          collected.writeImmutableBuffer(part)
        }
      }
    } catch let problem as Problem {
      throw problem
    } catch {
      throw BrokenRequest(reason: error)
    }
    // A connection that was closed looks like the end of the body.
    guard collected.readableBytes == declaredLength ?? collected.readableBytes else {
      throw BrokenRequest(reason: Truncation())
    }
    guard isJSON || collected.readableBytes == 0 else { throw Problem.unsupportedMediaType }
    bytes = collected
  }

  /// What tells two bodies under one key apart.
  var fingerprint: [UInt8] {
    bytes.withUnsafeReadableBytes { bytes in
      var hash = SHA256()
      hash.update(bufferPointer: bytes)
      return Array(hash.finalize())
    }
  }

  /// Reads the fields of a form, collecting all that is wrong with them.
  func read<F: Form>(_ type: F.Type) throws(Problem) -> FilledForm<F> {
    guard bytes.readableBytes > 0 else {
      throw Problem(.malformedBody, "A JSON object is needed in the body.")
    }
    let filled = bytes.withUnsafeReadableBytes { text in
      JSONValue(object: text).flatMap { FilledForm<F>($0) }
    }
    guard let filled else { throw Problem(.malformedBody, "The body is not a JSON object.") }
    return filled
  }

  /// Reads a body that need not be there, and of which nothing is needed.
  func readNothing() throws(Problem) {
    if bytes.readableBytes > 0 { _ = try read(EmptyForm.self) }
  }

  private struct EmptyForm: Form {
    init(_ fields: inout Fields) {}
  }
}

private struct Truncation: Error {}

/// A client left, or broke HTTP's rules, in the middle of a request. Nobody waits for an answer.
struct BrokenRequest: Error {
  let reason: any Error
}

extension Problem {
  fileprivate static let bodyTooLarge = Problem(
    .bodyTooLarge, "The body may have \(SentBody.limit) bytes at most.")

  fileprivate static let unsupportedMediaType = Problem(
    .unsupportedMediaType, "Send the body as application/json, without Content-Encoding.")
}
