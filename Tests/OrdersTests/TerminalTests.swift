import Foundation
import Testing

/// Where standard error is a terminal, the log is for people.
struct TerminalTests {
  @Test func logIsReadable() throws {
    try withTemporaryFolder { folder in
      var (terminal, line): (Int32, Int32) = (-1, -1)
      try #require(openpty(&terminal, &line, nil, nil, nil) == 0)
      defer { close(terminal) }
      let process = try ChildProcess(
        [programPath, "serve", "--port", "0"], environment: [:], in: folder,
        streams: (nil, nil, line))
      // Without our own end of the line, reading stops when the program ends.
      close(line)

      var screen = ""
      var bytes = [UInt8](repeating: 0, count: 4_096)
      while true {
        let count = read(terminal, &bytes, bytes.count)
        guard count > 0 else { break }
        screen += String(decoding: bytes.prefix(count), as: UTF8.self)
        if screen.contains(" listening on http") {
          process.send(SIGTERM)
        }
      }
      #expect(try process.waitForEnd() == 0)
      let lines = screen.split(whereSeparator: \.isNewline)
      #expect(!screen.contains("{"))
      for line in lines {
        #expect(line.prefixMatch(of: #/\d\d:\d\d:\d\d\.\d{3} /#) != nil, "\(line)")
      }
      let path = "orders.sqlite.admin-token"
      #expect(lines.contains { $0.contains(" the administrator's token is in \(path)") })
      #expect(lines.last?.hasSuffix(" stopped") == true)
    }
  }
}
