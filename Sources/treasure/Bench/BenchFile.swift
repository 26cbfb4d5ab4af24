import GridFormats
import Grids
import Pathfinding
import Scenarios

/// A scenario and its maps.
struct BenchFile {
  let path: String

  /// Experiments on the same map, at the same scale.
  private struct Part {
    var experiments: [Experiment]
    var map: GridMap
    var mapPath: String
  }

  private var parts: [Part] = []

  init(path: String, maps: String?) throws {
    self.path = path
    let experiments: [Experiment]
    do throws(MapError) {
      experiments = try ScenarioSource(path: path).read()
    } catch {
      throw error.diagnostics(named: path)[0]
    }
    var places: [String: Int] = [:]
    for experiment in experiments {
      let key = "\(experiment.width) \(experiment.height) \(experiment.map)"
      if let place = places[key] {
        parts[place].experiments.append(experiment)
      } else {
        places[key] = parts.count
        parts.append(try part(of: experiment, maps: maps))
      }
    }
  }

  /// Without its folder.
  var name: String {
    String(path.suffix(from: path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex))
  }

  var mapPaths: [String] { parts.map(\.mapPath) }

  var experimentCount: Int { parts.reduce(0) { $0 + $1.experiments.count } }

  var cellCount: Int { parts.map(\.map.size.cellCount).max() ?? 0 }

  func run(
    _ algorithm: PathAlgorithm, rounds: Int, progress: () -> Void
  ) throws(Diagnostic) -> ScenarioRun {
    do throws(PathError) {
      var all = ScenarioRun(algorithm)
      for part in parts {
        all.add(
          try ScenarioRun(
            part.experiments, on: part.map, algorithm: algorithm, rounds: rounds,
            progress: progress))
      }
      return all
    } catch {
      throw Diagnostic(error)
    }
  }
}

// MARK: - Maps

extension BenchFile {
  private func part(of experiment: Experiment, maps: String?) throws(Diagnostic) -> Part {
    let place = Snippet(file: path, line: experiment.line, column: 1, length: 1)
    guard let mapPath = mapPath(of: experiment, maps: maps) else {
      throw Diagnostic(
        "the map '\(experiment.map)' is not there", at: place,
        help: maps == nil
          ? "put it beside the scenario, or name its folder with --maps"
          : "put it beside the scenario, or into '\(maps!)'")
    }
    let map: GridMap
    do throws(MapError) {
      map = try MapSource(path: mapPath).read(start: .ignored).map
    } catch {
      throw error.diagnostics(named: mapPath)[0]
    }
    let needed = Double(experiment.width) * Double(experiment.height) * Self.byteCountPerCell
    guard needed <= Double(Memory.byteCount) else {
      throw Diagnostic(
        "\(experiment.width)×\(experiment.height) cells do not fit into this machine's memory",
        at: place, help: "the columns 3 and 4 state the size of the map, or a multiple of it")
    }
    guard let scaled = map.scaled(width: experiment.width, height: experiment.height) else {
      throw Diagnostic(
        "the map is \(map.size), and \(experiment.width)×\(experiment.height) is no whole multiple of that",
        at: place, help: "a map can be scaled to twice its size, three times, and so on")
    }
    return Part(experiments: [experiment], map: scaled, mapPath: mapPath)
  }

  /// What the map, its boards and a search take, and some more.
  private static let byteCountPerCell = 25.0

  /// As the scenario says, or the name alone, in the scenario's folder or in `--maps`.
  private func mapPath(of experiment: Experiment, maps: String?) -> String? {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = experiment.map.split(separator: "/").last.map(String.init) ?? ""
    if experiment.map.hasPrefix("/"), isFile(experiment.map) { return experiment.map }
    return [folder, maps.map { $0 + "/" }].compactMap { $0 }
      .flatMap { [$0 + experiment.map, $0 + name] }
      .first(where: isFile)
  }

  private func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }
}
