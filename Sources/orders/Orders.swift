import ArgumentParser
import CMalloc
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
        orders replay                          the sale that went wrong, and ours

      A server needs nothing but a file: the database is embedded, and so is
      the cache, unless --cache names a Redis server.

      EXIT STATUS:
        0 done, 1 faults were found, 2 failed, 3 the disk failed while
        something was written
      """,
    version: "0.1.0",
    subcommands: [Serve.self, Import.self, AuditCommand.self, ReplayCommand.self])

  static func main() async {
    // Whoever read our log has gone; that is no reason to go too.
    signal(SIGPIPE, SIG_IGN)
    // What a batch frees, the next one asks for. By default it goes back to the system in between, which
    // stops every other thread: a twelfth of an order's time (decision 16).
    mallopt(M_TRIM_THRESHOLD, 16 << 20)
    mallopt(M_TOP_PAD, 1 << 20)
    let arguments = Array(CommandLine.arguments.dropFirst())
    hideUserinfoInArguments()
    let status = await runOrders(arguments)
    Glibc.exit(status.rawValue)
  }

  func run() throws { throw HelpRequired() }
}
