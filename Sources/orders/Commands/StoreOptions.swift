import ArgumentParser
import Glibc

/// Which database a command works on.
struct StoreOptions: ParsableArguments {
  static let usualPath = "orders.sqlite"

  @Option(
    help: ArgumentHelp(
      "The database. (default: \(usualPath))", valueName: "file"),
    completion: .file())
  var database: String?

  func path() throws -> String {
    let settings = Settings(options: ["database": database])
    return try settings.database()
  }
}

/// - Throws: ``Failure`` where there is no file to read.
func requireFile(_ path: String) throws {
  guard access(path, R_OK) == 0 else {
    throw Failure("cannot read \(path): \(String(cString: strerror(errno)))")
  }
}
