import Glibc

/// A program, its arguments, and what is to become of its output.
struct Command: CustomStringConvertible {
  var path: String
  var arguments: [String]
  var output = Output.count

  enum Output {
    /// Goes to /dev/null.
    case discarded
    /// Begins with a number, the same for all such commands of a comparison. A second number on the
    /// line is the nanoseconds of what the program timed itself.
    case count
    /// Begins with this number.
    case number(Int)
  }

  var description: String { ([path] + arguments).joined(separator: " ") }
}

/// What one run took, whole process.
struct Run {
  /// From before the process exists until it is reaped.
  var wall: Duration
  /// Bytes, as the kernel counts them: mapped files are in it, and it is never below what this program
  /// held when it made the process.
  var peakMemory: Int
}

struct CommandFailed: Error, CustomStringConvertible {
  var command: Command
  var reason: String
  var description: String { "\(reason): \(command)" }
}

extension Command {
  func run(outputTo path: String = "/dev/null") throws -> Run {
    try spawn { actions in
      posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    }
  }

  /// - Parameter consume: Gets the output through a pipe, as it comes.
  func run(reading consume: (UnsafeRawBufferPointer) throws -> Void) throws -> Run {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemError("pipe") }
    let (readEnd, writeEnd) = (ends[0], ends[1])
    return try spawn { actions in
      posix_spawn_file_actions_adddup2(&actions, writeEnd, 1)
      for end in ends { posix_spawn_file_actions_addclose(&actions, end) }
    } meanwhile: {
      close(writeEnd)
      // Before the process is waited for: one whose output is given up must not wait to write.
      defer { close(readEnd) }
      try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
        while case let count = read(readEnd, buffer.baseAddress, buffer.count), count > 0 {
          try consume(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
      }
    }
  }

  /// The run and the integers that its first line begins with.
  func answer() throws -> (run: Run, numbers: [Int]) {
    var bytes: [UInt8] = []
    let run = try run { bytes += $0 }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    return (run, words.map { Int($0) }.prefix { $0 != nil }.map { $0! })
  }

  /// Standard error is discarded and the environment is empty: no locale slows a peer down.
  private func spawn(
    redirect: (inout posix_spawn_file_actions_t) -> Void,
    meanwhile drain: () throws -> Void = {}
  ) throws -> Run {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    redirect(&actions)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

    var argv = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for argument in argv { free(argument) } }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]

    let begin = ContinuousClock.now
    var process = pid_t()
    let error = posix_spawnp(&process, path, &actions, nil, &argv, &environment)
    guard error == 0 else {
      throw CommandFailed(command: self, reason: String(cString: strerror(error)))
    }
    let drained = Result { try drain() }
    var status: CInt = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
    let wall = ContinuousClock.now - begin

    try drained.get()
    // 1 is an answer: nothing found. A signal is in the low seven bits.
    guard status & 0x7F == 0, status >> 8 <= 1 else {
      throw CommandFailed(command: self, reason: "wait status \(status)")
    }
    return Run(wall: wall, peakMemory: usage.ru_maxrss * 1024)
  }
}
