import Foundation
import Glibc

/// A bare TCP connection, for requests that no decent client would send.
public final class RawConnection: Sendable {
  private let descriptor: Int32

  public init?(port: Int) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    // A server that does not answer must not hang the tests.
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let outcome = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard outcome == 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// - Returns: whether the system has taken all of it.
  @discardableResult public func send(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }

  /// Everything until the server closes the connection.
  public func receiveAll() async -> String {
    var text: [UInt8] = []
    while let part = await receive() { text += part }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether anything has come that was not received yet. Does not wait.
  public var hasReceived: Bool {
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) > 0
  }

  /// What has come, as soon as something has; `nil` at the end, however that is.
  ///
  /// Waits on a thread of its own: the server that is to answer may share the others with the test.
  public func receive() async -> [UInt8]? {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        continuation.resume(returning: try? receiveOnThisThread())
      }
    }
  }

  /// What has come, as soon as something has; `nil` where the server has closed its half.
  ///
  /// - Throws: where the connection was reset, or nothing comes.
  public func receiveOnThisThread() throws -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    guard count >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }
}
