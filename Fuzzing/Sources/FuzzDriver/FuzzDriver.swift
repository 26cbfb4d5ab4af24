import CFuzzDriver
import Glibc

/// Runs a test on inputs that libFuzzer makes, until its limits are reached or the test traps.
///
/// - Parameter test: Gets the bytes of an input, which are valid until it returns.
public func runFuzzer(
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Never {
  var count = CommandLine.argc
  var arguments = Optional(CommandLine.unsafeArgv)
  exit(LLVMFuzzerRunDriver(&count, &arguments, test))
}

/// Traps unless the condition holds, so that libFuzzer keeps the input.
public func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #file, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}
