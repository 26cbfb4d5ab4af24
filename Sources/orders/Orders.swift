import ArgumentParser
import Glibc

/// The root of the command line.
@main
struct Orders: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orders",
    abstract: "An order API that never oversells; to try it: orders serve --demo",
    usage: "orders <subcommand> [<options>]",
    discussion: """
      EXAMPLES:
        orders serve --demo                    sample products, and calls to paste
        orders serve --port 8080 --database orders.sqlite
        orders import products.csv --database orders.sqlite
        orders audit --database orders.sqlite  proves that the books balance

      A server needs nothing but a file: the database is embedded, and the
      cache is in the process.

      EXIT STATUS:
        0 done, 1 faults were found, 2 failed, 3 the disk failed while
        something was written
      """,
    version: "0.1.0",
    subcommands: [Serve.self, Import.self, AuditCommand.self])

  static func main() async {
    // Whoever read our log has gone; that is no reason to go too.
    signal(SIGPIPE, SIG_IGN)
    let status = await runOrders(Array(CommandLine.arguments.dropFirst()))
    Glibc.exit(status.rawValue)
  }

  func run() throws { throw HelpRequired() }
}
