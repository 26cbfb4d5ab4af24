#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Darwin)
  @_exported import Darwin
#endif

/// What the operating system says of an error number: "No space left on device".
func errorText(_ number: Int32) -> String {
  String(cString: strerror(number))
}

/// A variable of the environment.
func environmentText(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}
