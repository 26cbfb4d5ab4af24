import Glibc

/// Overwrites users and passwords of addresses in what others see of this program's arguments (`ps`).
///
/// Swift has read its own copy by then. A moment at the start remains: whoever minds uses `ORDERS_CACHE`.
func hideUserinfoInArguments() {
  guard let memory = argumentMemory() else { return }
  for argument in memory.split(separator: 0) {
    guard let at = argument.lastIndex(of: UInt8(ascii: "@")),
      let slash = argument.firstIndex(of: UInt8(ascii: "/")), slash + 2 < at,
      argument[slash + 1] == UInt8(ascii: "/")
    else { continue }
    for index in slash + 2..<at { memory[index] = UInt8(ascii: "*") }
  }
}

/// Where the system looks the arguments up, by proc(5): fields 48 and 49 of `stat`.
private func argumentMemory() -> UnsafeMutableBufferPointer<UInt8>? {
  guard let file = fopen("/proc/self/stat", "r") else { return nil }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 4_096)
  let count = fread(&bytes, 1, bytes.count, file)
  // The name of the program may hold anything, and ends with the last bracket.
  let fields =
    String(decoding: bytes.prefix(count), as: UTF8.self)
    .split(separator: ")").last?.split(separator: " ") ?? []
  guard fields.count > 46, let start = UInt(fields[45]), let end = UInt(fields[46]), start < end
  else { return nil }
  return UnsafeMutableBufferPointer(
    start: UnsafeMutablePointer(bitPattern: start), count: Int(end - start))
}
