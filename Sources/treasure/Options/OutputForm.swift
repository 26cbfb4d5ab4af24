import ArgumentParser

/// A form of output, of which a command writes one: `--plain`, `--json` and the like.
protocol OutputForm: EnumerableFlag, RawRepresentable<String> {}

extension Sequence where Element: OutputForm {
  /// The form that was asked for, if any.
  ///
  /// - Throws: If there are two.
  func single() throws(ValidationError) -> Element? {
    var form: Element?
    for other in self {
      if let form, form != other {
        throw ValidationError("--\(form.rawValue) and --\(other.rawValue) exclude each other")
      }
      form = other
    }
    return form
  }
}
