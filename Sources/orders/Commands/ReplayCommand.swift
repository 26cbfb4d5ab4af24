import ArgumentParser
import Foundation
import SaleReplay

struct ReplayCommand: OrdersCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Re-enact the sale of 12 December, in the ways it can be sold.",
    usage: "orders replay [<options>]",
    discussion: """
      EXAMPLES:
        orders replay                          all ways, side by side
        orders replay --way original-cache --way cache --svg sale.svg
        orders replay --seeds 20               twenty sales: by how much
        orders replay --json

      Three hours of a sale in little more than a second: a quiet hour, the
      rush at midnight, the tail. original-cache and original-threshold sell as
      the original service did, races included; threshold and cache are this
      server's /orderThreshold and /order, both is the two at once. Databases
      are temporary files.

      EXIT STATUS:
        0 done, 1 a way of ours oversold, 2 failed
      """)

  @Option(
    help: ArgumentHelp(
      "\(Way.allCases.map(\.rawValue).joined(separator: ", ")); more than once for more. (default: all)",
      valueName: "way"))
  var way: [Way] = []

  @Option(help: ArgumentHelp("The first or only crowd.", valueName: "number"))
  var seed: UInt64 = Sale.usualSeed

  @Option(help: ArgumentHelp("How many crowds, from one seed to the next. (default: 1)"))
  var seeds: Int?

  @Option(help: ArgumentHelp("How many come to the sale, 1 to 10000.", valueName: "count"))
  var buyers: Int = Sale.usualBuyerCount

  @Flag(help: "One JSON document.")
  var json = false

  @Option(
    help: ArgumentHelp("Also draw stock against time, of the first crowd.", valueName: "file"),
    completion: .file(extensions: ["svg"]))
  var svg: String?

  func validate() throws {
    guard 1...10_000 ~= buyers else { throw ValidationError("--buyers is not 1 to 10000") }
    if let seeds, !(1...1_000 ~= seeds) { throw ValidationError("--seeds is not 1 to 1000") }
    guard Set(way).count == way.count else {
      throw ValidationError("--way names the same way twice")
    }
  }

  func execute() async throws -> ExitStatus {
    let runs = try await sell()
    writeOutput(
      json
        ? try ReplayJSON(runs).text
        : seeds == nil ? ReplayTable(runs[0]).text : SeedTable(runs).text)
    let isOff = runs.contains { run in
      run.outcomes.contains { !$0.way.isOriginal && $0.soldBeyondStock > 0 }
    }
    return isOff ? .faultsFound : .done
  }

  private func sell() async throws -> [ReplayRun] {
    let ways = Way.allCases.filter { way.isEmpty || way.contains($0) }
    let progress = ProgressLine()
    defer { progress.clear() }
    var runs: [ReplayRun] = []
    for number in 0..<UInt64(seeds ?? 1) {
      let sale = Sale(seed: seed &+ number, buyerCount: buyers)
      var outcomes: [Outcome] = []
      for way in ways {
        progress.show("selling: seed \(sale.seed), \(way.rawValue)")
        do {
          outcomes.append(try await Replay.run(sale, by: way))
        } catch let off as Replay.BooksOff {
          throw Failure(
            "\(way.rawValue), seed \(sale.seed): \(off.findings.joined(separator: "; "))")
        }
      }
      let run = ReplayRun(sale: sale, outcomes: outcomes)
      // A path that cannot be written is no reason to wait for all the others.
      if number == 0, let svg { try write(StockChart(run).svg, to: svg) }
      runs.append(run)
    }
    return runs
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Failure("cannot write \(path): \((error as NSError).localizedDescription)")
    }
  }
}

extension Way: ExpressibleByArgument {}

/// A sale, and what became of it by each way.
struct ReplayRun {
  let sale: Sale
  let outcomes: [Outcome]
}
