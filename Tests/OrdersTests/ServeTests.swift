import Foundation
import Testing

/// `orders serve`: options, the environment, errors, the end.
struct ServeTests {
  @Test func saysWhereItListens() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      #expect(server.address.hasPrefix("http://127.0.0.1:"))
      #expect(try server.shell("curl -s $orders/livez").output.contains("\"success\":true"))
      #expect(try server.end() == 0)
      #expect(server.log.hasSuffix("\"message\":\"stopped\"}\n"))
    }
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func signalsEndIt(signal: Int32) throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      #expect(try server.end(by: signal) == 0)
    }
  }

  /// Standard error is no terminal here: every line of the log is a JSON object.
  @Test func logIsJSON() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer("--log-level", "debug", in: folder)
      _ = try server.shell("curl -s $orders/product -H 'X-Request-Id: abc'")
      #expect(try server.end() == 0)
      let lines = server.log.split(separator: "\n")
      #expect(lines.count > 3)
      for line in lines {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        for name in ["time", "level", "message"] { #expect(object?[name] is String, "\(line)") }
      }
      #expect(server.log.contains("\"route\":\"/product\""))
    }
  }

  @Test func environment() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(
        environment: [
          "ORDERS_DATABASE": "shop.sqlite", "ORDERS_HOLD": "0", "ORDERS_DEMO": "yes",
          "ORDERS_CACHE": "", "ORDERS_PORT": "99999",
        ], in: folder)
      let status = try server.shell(
        """
        token=$(curl -s $orders/user -d '{"name": "Ayu"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
        curl -s -o cart $orders/cart -H "Authorization: Bearer $token" \
          -d '{"cartItems": [{"productID": 1, "quantity": 1}]}'
        curl -s $orders/order -H "Authorization: Bearer $token" \
          -d '{"cartID": 1, "name": "A", "address": "B", "phone": "C"}'
        """
      ).output
      #expect(status.contains("\"status\":\"placed\""))
      #expect(FileManager.default.fileExists(atPath: folder.path + "/shop.sqlite"))
      #expect(try server.end() == 0)
    }
  }

  /// An option goes before a variable, even a faulty one.
  @Test func optionsGoBeforeTheEnvironment() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(
        "--hold", "15m", "--rate-limit", "1/s",
        environment: ["ORDERS_HOLD": "forever", "ORDERS_RATE_LIMIT": "many"], in: folder)
      let statuses = try server.shell(
        "for i in 1 2 3; do curl -s -o answer -w '%{http_code} ' $orders/product; done"
      ).output
      #expect(statuses.contains("429"))
      #expect(try server.end() == 0)
    }
  }

  @Test(arguments: [
    ("--port 70000", "--port: '70000' is not a port; expected 0 to 65535"),
    ("--port=-1", "--port: '-1' is not a port; expected 0 to 65535"),
    ("--hold 15", holdFault("15")),
    ("--hold 9999h", holdFault("9999h")),
    ("--hold 99999999999999999999s", holdFault("99999999999999999999s")),
    ("--hold 99999999999999999h", holdFault("99999999999999999h")),
    ("--rate-limit 5", "--rate-limit: '5' is not a rate; expected something like 100/s, or off"),
    (
      "--rate-limit 0/s",
      "--rate-limit: '0/s' is not a rate; expected something like 100/s, or off"
    ),
    ("--batch-limit 0", "--batch-limit: '0' is not a number of commands; expected 1 to 4096"),
    (
      "--log-level loud",
      "--log-level: 'loud' is not a level; expected debug, info, warning or error"
    ),
    ("--cache disk", "--cache: 'disk' is not a cache; expected memory or redis://HOST:PORT/DB"),
    ("--database ''", "--database: '' is not a path"),
    ("--host ''", "--host: '' is not an address to listen on"),
    ("--prot 1", "unknown option '--prot'"),
    ("--port", "missing value for '--port <port>'"),
    ("extra", "unexpected argument 'extra'"),
  ])
  func badOptions(options: String, fault: String) throws {
    try withTemporaryFolder { folder in
      let outcome = try shell("\"$program\" serve \(options)", in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.output == "")
      #expect(outcome.errors.hasPrefix("error: \(fault)"), "\(outcome)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  private static func holdFault(_ text: String) -> String {
    "--hold: '\(text)' is not a duration of at most 8760h; expected something like 0, 1s, 15m or 2h"
  }

  @Test(arguments: [
    ("ORDERS_PORT", "tcp://10.0.0.1:80", "'tcp://10.0.0.1:80' is not a port; expected 0 to 65535"),
    (
      "ORDERS_RATE_LIMIT", "fast",
      "'fast' is not a rate; expected something like 100/s, or off"
    ),
    ("ORDERS_DEMO", "perhaps", "'perhaps' is not a truth; expected true or false"),
  ])
  func badVariables(name: String, value: String, fault: String) throws {
    try withTemporaryFolder { (folder) throws in
      #expect(
        try orders("serve", environment: [name: value], in: folder)
          == Outcome(status: 2, output: "", errors: "error: \(name): \(fault)\n"))
    }
  }

  // MARK: Databases and addresses

  @Test func databaseOfAnotherServer() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      #expect(
        try orders("serve", "--port", "0", in: folder)
          == Outcome(
            status: 2, output: "",
            errors: "error: orders.sqlite is in use by another server; stop that one first\n"))
      #expect(try server.end() == 0)
      let next = try RunningServer(in: folder)
      #expect(try next.end() == 0)
    }
  }

  /// The lock goes with the process, however that ends.
  @Test func databaseOfAServerThatWasKilled() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      _ = try server.end(by: SIGKILL)
      let next = try RunningServer(in: folder)
      #expect(try next.end() == 0)
    }
  }

  @Test func databaseOfANewerVersion() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      #expect(try server.end() == 0)
      #expect(
        try shell(
          "sqlite3 orders.sqlite \"INSERT INTO grdb_migrations VALUES ('from the future')\"",
          in: folder
        ).status == 0)
      let fault =
        "error: orders.sqlite was written by a newer version of orders; "
        + "run that version or a later one\n"
      #expect(try orders("serve", in: folder) == Outcome(status: 2, output: "", errors: fault))
      #expect(try orders("audit", in: folder) == Outcome(status: 2, output: "", errors: fault))
    }
  }

  @Test func pathsThatCannotBeUsed() throws {
    try withTemporaryFolder { (folder) throws in
      #expect(
        try orders("serve", "--database", "no/such/folder.sqlite", in: folder)
          == Outcome(
            status: 2, output: "",
            errors: "error: cannot use no/such/folder.sqlite: No such file or directory\n"))
      #expect(
        try orders("serve", "--database", ".", in: folder).errors
          == "error: cannot use .: Is a directory\n")
    }
  }

  @Test func portInUse() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer(in: folder)
      let port = try #require(server.address.split(separator: ":").last)
      #expect(
        try orders(
          "serve", "--port", String(port), "--database", "other.sqlite", "--log-level", "error",
          in: folder)
          == Outcome(
            status: 2, output: "",
            errors: "error: cannot listen on 127.0.0.1:\(port): Address already in use; "
              + "choose another with --port\n"))
      #expect(try server.end() == 0)
    }
  }

  @Test func addressThatIsNotHere() throws {
    try withTemporaryFolder { folder in
      let outcome = try orders(
        "serve", "--host", "192.0.2.1", "--port", "0", "--log-level", "error", in: folder)
      #expect(
        outcome
          == Outcome(
            status: 2, output: "",
            errors: "error: cannot listen on 192.0.2.1:0: Cannot assign requested address\n"))
    }
  }

  @Test func nameThatNobodyHas() throws {
    try withTemporaryFolder { folder in
      let outcome = try orders(
        "serve", "--host", "nobody.invalid", "--log-level", "error", in: folder)
      #expect(
        outcome
          == Outcome(
            status: 2, output: "",
            errors: "error: cannot listen on nobody.invalid:8080: there is no such address\n"))
    }
  }

  // MARK: The administrator's token

  @Test func tokenIsMadeOnceAndKept() throws {
    try withTemporaryFolder { folder in
      let first = try RunningServer(in: folder)
      let token = try first.administratorToken
      #expect(token.wholeMatch(of: #/admin_[0-9a-f]{64}/#) != nil)
      #expect(try folder.permissions(of: "orders.sqlite.admin-token") == 0o600)
      #expect(first.log.contains("the administrator's token is in orders.sqlite.admin-token"))
      #expect(try first.end() == 0)

      let second = try RunningServer("--log-level", "debug", in: folder)
      #expect(try second.administratorToken == token)
      let status = "curl -s -o answer -w '%{http_code}' $orders/product/generate"
      #expect(
        try second.shell("\(status) -H \"Authorization: Bearer $admin\"").output == "200")
      #expect(try second.shell("\(status) -H 'Authorization: Bearer wrong'").output == "401")
      #expect(try second.end() == 0)
      for log in [first.log, second.log] { #expect(!log.contains(token)) }
    }
  }

  @Test func tokenOfTheEnvironment() throws {
    try withTemporaryFolder { folder in
      let token = "a-token-of-the-environment"
      let server = try RunningServer(
        "--log-level", "debug", environment: ["ORDERS_ADMIN_TOKEN": token], in: folder)
      #expect(
        try server.shell(
          "curl -s -o answer -w '%{http_code}' $orders/product/generate -H 'Authorization: Bearer \(token)'"
        ).output == "200")
      #expect(try server.end() == 0)
      #expect(!server.log.contains(token))
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/orders.sqlite.admin-token"))
    }
  }

  @Test(arguments: ["short", "with spaces in between", "naïve-but-long-enough"])
  func weakTokens(token: String) throws {
    try withTemporaryFolder { folder in
      let rule = "a token; expected 16 to 512 visible characters of ASCII"
      #expect(
        try orders("serve", environment: ["ORDERS_ADMIN_TOKEN": token], in: folder)
          == Outcome(status: 2, output: "", errors: "error: ORDERS_ADMIN_TOKEN is not \(rule)\n"))
      try folder.write(token + "\n", to: "orders.sqlite.admin-token")
      chmod(folder.path + "/orders.sqlite.admin-token", 0o600)
      #expect(
        try orders("serve", in: folder)
          == Outcome(
            status: 2, output: "",
            errors: "error: orders.sqlite.admin-token does not hold \(rule); "
              + "remove it for a new one\n"))
    }
  }

  /// What others may have read is no secret any more.
  @Test func tokenThatOthersCanRead() throws {
    try withTemporaryFolder { folder in
      try folder.write("a-token-of-someone-else\n", to: "orders.sqlite.admin-token")
      chmod(folder.path + "/orders.sqlite.admin-token", 0o640)
      #expect(
        try orders("serve", in: folder)
          == Outcome(
            status: 2, output: "",
            errors: "error: orders.sqlite.admin-token can be read by others; "
              + "remove it for a new token, or keep it with: chmod 600\n"))
    }
  }

  // MARK: The demo

  /// The session that `--demo` prints works as it is pasted.
  @Test func demoSessionWorks() throws {
    try withTemporaryFolder { folder in
      let server = try RunningServer("--demo", in: folder)
      #expect(server.logLine { $0.hasPrefix("# All endpoints") } != nil)
      let log = server.log
      let start = try #require(log.range(of: "# Paste these lines into a shell."))
      let session = log[start.lowerBound...]
      #expect(!session.contains(try server.administratorToken))
      for round in 1...2 {
        let outcome = try shell(String(session), in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        let answers = outcome.output.split(separator: "\n").map(String.init)
        #expect(answers.count == 7, "\(outcome)")
        for answer in answers { #expect(answer.hasPrefix("{\"success\":true,"), "\(answer)") }
        #expect(answers[0].contains("\"name\":\"Phone\""))
        #expect(answers[2] + " (a retry: the same answer, no second order)" == answers[3])
        #expect(answers[4].contains("\"status\":\"paid\""))
        #expect(answers[5].components(separatedBy: "\"createdAt\"").count == 3)
        #expect(answers[6].contains("\"quantity\":\(100 - round + 10 * round),"))
      }
      #expect(try server.end() == 0)
      #expect(
        try orders("audit", in: folder).output == "the books balance; 4 products, 4 orders\n")
    }
  }
}
