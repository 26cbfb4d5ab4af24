import Foundation
import Glibc

/// Runs the store through many lives, seed by seed, on a disk that fails.
///
///     order-simulator 0-499
///     order-simulator 17 --verbose
///
/// Each life is a process, forked from here, so that a crash is one. This process has a single thread, and
/// never touches the store.
@main enum Simulator {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    func takes(_ flag: String) -> Bool {
      guard let index = arguments.firstIndex(of: flag) else { return false }
      arguments.remove(at: index)
      return true
    }
    let isVerbose = takes("--verbose")
    let isLying = takes("--lying-disk")
    let bounds = (arguments.first ?? "").split(separator: "-").compactMap { UInt64($0) }
    guard arguments.count == 1, let first = bounds.first, let last = bounds.last, first <= last
    else {
      say("usage: order-simulator SEED[-SEED] [--verbose] [--lying-disk]")
      exit(2)
    }

    var lives: [Int32: Int] = [:]
    for seed in first...last {
      guard run(seed, isLying, isVerbose, &lives) else {
        say("seed \(seed) fails; to see it: order-simulator \(seed) --verbose")
        exit(1)
      }
    }
    let ends = lives.sorted { $0.key < $1.key }.map { "\($1) ended by \($0)" }
    say("\(last - first + 1) seeds; of all lives \(ends.joined(separator: ", "))")
  }

  private static func run(
    _ seed: UInt64, _ isLying: Bool, _ isVerbose: Bool, _ lives: inout [Int32: Int]
  ) -> Bool {
    // In memory, where there is such a place.
    let place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    let folder = "\(place)/order-simulator-\(getpid())"
    let course = folder + "/course.json"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try Course(seed: seed).write(to: course)
      while try !Course(at: course).isOver {
        let status = inChild { live(in: folder, isLying, isVerbose) }
        lives[status, default: 0] += 1
        if isVerbose { say("  ended by \(status)") }
        guard [0, 2, 3, 40, 41].contains(status) else { return false }
      }
      return true
    } catch {
      say("the simulator fails: \(error)")
      return false
    }
  }

  private static func live(in folder: String, _ isLying: Bool, _ isVerbose: Bool) -> Never {
    Task {
      do {
        var life = try Life(in: folder, isLying: isLying, isVerbose: isVerbose)
        try await life.run()
      } catch {
        say((error as? Fault)?.text ?? "\(error)")
        exit(Life.End.foundFault.rawValue)
      }
    }
    while true { pause() }
  }

  /// - Returns: the status that a child ends with, or 128 and the signal that ended it.
  private static func inChild(_ body: () -> Never) -> Int32 {
    let child = fork()
    guard child >= 0 else { return -1 }
    if child == 0 { body() }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}

/// A line at once, whatever becomes of the process.
func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(STDOUT_FILENO, bytes, bytes.count)
}
