import Foundation

/// CI installs what tests need, and sets `REQUIRE_SERVERS=1`: there, what is absent is a failure and no reason to
/// skip a test.
public let serversAreRequired = ProcessInfo.processInfo.environment["REQUIRE_SERVERS"] == "1"

/// Whether a test that needs a program is run: it fails without it where it must not be skipped.
public func canUse(_ path: String) -> Bool {
  serversAreRequired || FileManager.default.isExecutableFile(atPath: path)
}
