import Pathfinding
import Routes

extension Walk {
  /// The steps of a path: what routes say of walks can be said of it, too.
  public init(_ path: GridPath) {
    self.init(steps: path.steps)
  }
}
