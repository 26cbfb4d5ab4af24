import Glibc

/// A table as Markdown has it: the first column to the left, figures to the right.
struct Table: CustomStringConvertible {
  var header: [String]
  var rows: [[String]] = []

  init(_ header: String...) { self.header = header }

  mutating func add(_ cells: String...) { rows.append(cells) }

  var description: String {
    let rule = [":--"] + Array(repeating: "--:", count: header.count - 1)
    return ([header, rule] + rows)
      .map { "| " + $0.joined(separator: " | ") + " |\n" }
      .joined()
  }
}

extension Double {
  /// Three digits that count, or more before the point.
  var figure: String {
    let size = magnitude
    return fixed(places: size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3)
  }

  func fixed(places: Int) -> String {
    let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((magnitude * Double(scale)).rounded())
    let fraction = String(scaled % scale + scale).dropFirst()
    return (self < 0 && scaled != 0 ? "-" : "")
      + "\(scaled / scale)" + (places > 0 ? ".\(fraction)" : "")
  }
}

extension Duration {
  var milliseconds: Double { self / .milliseconds(1) }

  /// Nanoseconds for each of so many.
  func nanoseconds(per count: Int) -> Double { self / .nanoseconds(1) / Double(count) }
}

extension Int {
  var megabytes: String { (Double(self) / 1e6).figure }

  /// In groups of three.
  var grouped: String {
    self < 1000
      ? "\(self)" : (self / 1000).grouped + "," + String(self % 1000 + 1000).dropFirst()
  }
}

extension Benchmarks {
  /// What was measured where, and how to read it.
  func heading(_ options: Options) throws -> String {
    let version = try firstLine(of: treasure, "--version")
    var command = "swift run -c release --package-path Benchmarks benchmarks"
    command += " --treasure PATH --orders PATH"
    if options.isQuick { command += " --quick" }
    if let output = options.output { command += " --output \(output)" }
    return """
      # Benchmarks

      Written by

      ```
      swift build -c release --static-swift-stdlib -Xswiftc -static-executable -Xswiftc -use-ld=lld --product treasure
      swift build -c release --product orders
      \(command)
      ```

      with `treasure` \(version), on \(try Machine().description).\
      \(options.isQuick ? "\n\n**A quick run: the answers are checked, the times mean nothing.**" : "")

      Each figure stands beside a named peer that was measured in the same run. Commands run in turns, \
      A B A B …, after one round to warm up; times are whole processes, from before the process exists \
      until it is reaped, with an empty environment; each is the median of \(scale.rounds) rounds, and a \
      ratio is the median of the ratios round by round. (hyperfine measures all runs of one command, \
      then all of the next, and so sees every drift of a shared machine as a difference between them.) \
      Maps are in the page cache; MB is 10⁶ bytes. Every count is checked in every run, as a rule \
      against the peer's: a wrong answer fails the benchmark, a time never does.

      The maps are made by `treasure generate random --seed \(Corpus.seed)` and, spirals and mazes, by the benchmark \
      itself. The peers are `wc`, `cat` and `true` of the system, and four C programs in \
      [Benchmarks/Sources](../Benchmarks/Sources), built with `-O2`:

      - `c-solve` reads a map in pieces, classifies 64 bytes at a time with AVX2 and fills a bitboard \
      for each leg; it knows legs of one step or more in the four directions, and no errors.
      - `flat-bfs` reads a map and searches breadth first over its bytes, with a flat queue.
      - `push-bfs` solves levels of Sokoban breadth first, with a flat hash table.
      - `write-ready` writes bytes that are ready before its clock starts.

      """
  }

  private func firstLine(of path: String, _ arguments: String...) throws -> String {
    var bytes: [UInt8] = []
    _ = try Command(path: path, arguments: arguments).run { bytes += $0 }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  func today() -> String {
    var now = time(nil)
    var date = tm()
    gmtime_r(&now, &date)
    func padded(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date.tm_year + 1900)-\(padded(date.tm_mon + 1))-\(padded(date.tm_mday))"
  }
}

/// The machine that this runs on.
private struct Machine: CustomStringConvertible {
  private let processor: String
  private let cores = sysconf(CInt(_SC_NPROCESSORS_ONLN))
  private let kernel: String

  init() throws {
    let name = try Self.text(of: "/proc/cpuinfo").split(separator: "\n")
      .first { $0.hasPrefix("model name") }
    processor =
      name?.split(separator: ":").last.map { String($0.dropFirst()) } ?? "unknown processor"
    kernel = String(try Self.text(of: "/proc/sys/kernel/osrelease").dropLast())
  }

  var description: String { "\(processor), \(cores) cores, Linux \(kernel)" }

  private static func text(of path: String) throws -> String {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw SystemError(path) }
    defer { close(file) }
    // The first processor's lines are enough.
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &bytes, bytes.count)
    guard count >= 0 else { throw SystemError(path) }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
