/// A path from the command line.
///
/// Swift repairs arguments that are no UTF-8, and the repaired path is another file's: the bytes come
/// from the argument itself.
struct ArgumentPath {
  /// For people, and for JSON.
  let name: String

  /// For the operating system; ends with a zero.
  let bytes: [CChar]

  init(_ name: String) {
    self.name = name
    bytes = Self.unrepairedBytes(of: name) ?? Array(name.utf8CString)
  }

  /// Whether the name is not what the operating system knows.
  var isRepaired: Bool { bytes != Array(name.utf8CString) }

  private static func unrepairedBytes(of name: String) -> [CChar]? {
    guard name.unicodeScalars.contains("\u{FFFD}") else { return nil }
    for index in 1..<Int(CommandLine.argc) {
      guard let argument = CommandLine.unsafeArgv[index] else { continue }
      if String(cString: argument) == name {
        return Array(UnsafeBufferPointer(start: argument, count: strlen(argument) + 1))
      }
      // As in --output=path.
      if let equals = strchr(argument, Int32(UInt8(ascii: "="))),
        String(cString: equals + 1) == name
      {
        return Array(UnsafeBufferPointer(start: equals + 1, count: strlen(equals)))
      }
    }
    return nil
  }
}
