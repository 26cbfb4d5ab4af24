import ArgumentParser
import Routes

/// Which walks fit.
struct RouteOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Which walks fit; without, 'N+ E+ S+'.", valueName: "route"))
  var route: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The fewest steps of each leg of 'N+ E+ S+'.", valueName: "n"))
  var minSteps: Int?

  func validate() throws {
    if minSteps != nil, !route.isEmpty {
      throw ValidationError("--min-steps is about the default route and excludes --route")
    }
    if let minSteps, minSteps < 0 {
      throw ValidationError("--min-steps must be at least 0")
    }
  }

  /// Whether there is anything but the default.
  var isGiven: Bool { !route.isEmpty || minSteps != nil }

  /// At least one.
  func parsed() throws(Diagnostic) -> [Route] {
    var routes: [Route] = []
    for text in route {
      do throws(RouteError) {
        routes.append(try Route(text))
      } catch {
        throw Diagnostic(error, in: text)
      }
    }
    return routes.isEmpty ? [.northEastSouth(minimumSteps: minSteps ?? 1)] : routes
  }

  /// For what can only be said of one route.
  func requireSingle(for purpose: String) throws(ValidationError) {
    if route.count > 1 {
      throw ValidationError("\(purpose) wants a single --route")
    }
  }
}
