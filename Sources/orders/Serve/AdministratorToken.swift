import Glibc

/// The administrator's token: what the environment says, or what a file beside the database says, which
/// the first start writes.
struct AdministratorToken {
  static let rule = "a token; expected 16 to 512 visible characters of ASCII"

  let text: String
  /// Where it is kept, or `nil` where it came from the environment.
  let path: String?

  /// - Throws: ``Failure`` where the file cannot be read or written, or where others can read it: what
  ///   everybody may have read is no secret, whoever made it so.
  init(environment: String?, besideDatabase database: String) throws {
    if let environment {
      text = environment
      path = nil
      return
    }
    let path = database + ".admin-token"
    self.path = path
    text = try Self.read(path) ?? Self.make(path)
  }

  /// Whether this can be sent in a header, and is not guessed in an afternoon.
  static func isStrong(_ text: String) -> Bool {
    16...512 ~= text.utf8.count && text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
  }

  /// - Returns: `nil` where there is no such file.
  private static func read(_ path: String) throws -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw Failure("cannot read \(path): \(reason())") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure("cannot read \(path): \(reason())") }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Failure("\(path) is not a file") }
    guard status.st_mode & 0o077 == 0 else {
      throw Failure(
        "\(path) can be read by others; remove it for a new token, or keep it with: chmod 600")
    }
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw Failure("cannot read \(path): \(reason())") }
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    let token = String(text.reversed().drop(while: \.isWhitespace).reversed())
    guard isStrong(token) else {
      throw Failure("\(path) does not hold \(rule); remove it for a new one")
    }
    return token
  }

  /// Written under another name first: a crash leaves the whole token or none.
  private static func make(_ path: String) throws -> String {
    let token = random()
    let new = path + ".new"
    unlink(new)
    let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure("cannot write \(path): \(reason())") }
    let line = Array((token + "\n").utf8)
    let isWritten = Glibc.write(descriptor, line, line.count) == line.count
    guard isWritten, fsync(descriptor) == 0, close(descriptor) == 0, rename(new, path) == 0 else {
      let failure = Failure("cannot write \(path): \(reason())")
      unlink(new)
      throw failure
    }
    return token
  }

  /// 256 bits. The system's generator is a cryptographic one.
  private static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).reduce(into: "admin_") { text, _ in
      let word = String(generator.next() as UInt64, radix: 16)
      text += String(repeating: "0", count: 16 - word.count) + word
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
