import Glibc

struct SystemError: Error, CustomStringConvertible {
  var description: String

  /// Of the call that just failed.
  init(_ subject: String) { description = "\(subject): \(String(cString: strerror(errno)))" }
}

func write(_ text: String, to path: String) throws {
  try Array(text.utf8).withUnsafeBytes { try write($0, to: path) }
}

func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  guard file >= 0 else { throw SystemError(path) }
  defer { close(file) }
  var rest = bytes[...]
  while !rest.isEmpty {
    let part = UnsafeRawBufferPointer(rebasing: rest)
    let count = Glibc.write(file, part.baseAddress, part.count)
    guard count > 0 else { throw SystemError(path) }
    rest = rest.dropFirst(count)
  }
}

func read(_ path: String) throws -> String {
  let file = open(path, O_RDONLY)
  guard file >= 0 else { throw SystemError(path) }
  defer { close(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = Glibc.read(file, &piece, piece.count), count > 0 {
    bytes += piece[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// A file in the directory of another.
func sibling(_ name: String, of path: String) -> String {
  path.lastIndex(of: "/").map { path[...$0] + name } ?? name
}

/// The directory of this program, where its peers are built too.
func programDirectory() throws -> String {
  guard let path = realpath("/proc/self/exe", nil) else { throw SystemError("/proc/self/exe") }
  defer { free(path) }
  return sibling("", of: String(cString: path))
}

/// Forgets the most that this program has held: the kernel counts it for every process made from it.
func forgetPeakMemory() throws {
  try write("5", to: "/proc/self/clear_refs")
}

func note(_ text: String) {
  let line = text + "\n"
  _ = Glibc.write(2, line, line.utf8.count)
}
