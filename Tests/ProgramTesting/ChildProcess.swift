import CSpawn
import Foundation
import Glibc
import Synchronization
import Testing

/// What takes longer hangs.
public let patience: DispatchTimeInterval = .seconds(60)

/// A program in a process of its own, with an environment of its own and three descriptors.
///
/// Foundation's `Process` waits by `select`, which fails where this process has more than 1,024 descriptors
/// open; and tests that try a server's limits have more.
public final class ChildProcess: Sendable {
  public let id: pid_t
  private let end: End

  /// - Parameters:
  ///   - command: the path of a program, and its arguments.
  ///   - streams: its standard input, output and errors; `nil` is `/dev/null`.
  public init(
    _ command: [String], environment: [String: String], in folder: URL,
    streams: (input: CInt?, output: CInt?, errors: CInt?)
  ) throws {
    id = try Self.spawn(
      command, environment.map { "\($0)=\($1)" }, in: folder.path,
      [streams.input, streams.output, streams.errors])
    end = End(of: id)
  }

  deinit { send(SIGKILL) }

  /// Does nothing where the process has ended: its number may be another's by now.
  public func send(_ signal: Int32) { end.ifStillRunning { _ = kill(id, signal) } }

  /// - Returns: the exit status, or the number of the signal that killed it.
  public func waitForEnd(patience: DispatchTimeInterval = patience) throws -> Int32 {
    guard let status = end.wait(timeout: patience) else {
      send(SIGKILL)
      throw DidNotEnd()
    }
    return status
  }

  public struct DidNotEnd: Error {}

  /// Of a process that is waited for by a thread, which does not keep the ``ChildProcess`` alive.
  private final class End: Sendable {
    private let status = Mutex<Int32?>(nil)
    private let hasEnded = DispatchGroup()

    init(of id: pid_t) {
      hasEnded.enter()
      Thread.detachNewThread { [self] in
        var information = siginfo_t()
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        // Until now the number was kept for it, and signals could be sent.
        status.withLock { status in
          var word: Int32 = 0
          while waitpid(id, &word, 0) < 0, errno == EINTR {}
          status = word & 0x7F == 0 ? word >> 8 & 0xFF : word & 0x7F
        }
        hasEnded.leave()
      }
    }

    func ifStillRunning(_ body: () -> Void) { status.withLock { if $0 == nil { body() } } }

    func wait(timeout: DispatchTimeInterval) -> Int32? {
      _ = hasEnded.wait(timeout: .now() + timeout)
      return status.withLock { $0 }
    }
  }

  private static func spawn(
    _ command: [String], _ environment: [String], in folder: String, _ streams: [CInt?]
  ) throws -> pid_t {
    let arguments = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var id: pid_t = 0
    let code = spawn_in_folder(&id, folder, arguments, variables, streams.map { $0 ?? -1 })
    guard code == 0 else {
      throw NotStarted(program: command[0], reason: String(cString: strerror(code)))
    }
    return id
  }

  public struct NotStarted: Error {
    let program: String
    let reason: String
  }
}
