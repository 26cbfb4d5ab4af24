/// The runs of one command in a comparison.
struct Series {
  var runs: [Run] = []
  /// The first number of the output.
  var count = 0
  /// What the program timed itself, if it did.
  var ownTimes: [Duration] = []

  var wall: Duration { median(runs.map(\.wall)) }
  var peakMemory: Int { median(runs.map(\.peakMemory)) }
  var ownTime: Duration { median(ownTimes) }

  /// The median of the ratios of neighbouring runs: what slows the machine for a while slows both.
  func ratio(to other: Series) -> Double {
    median(zip(runs, other.runs).map { $0.wall / $1.wall })
  }

  func difference(from other: Series) -> Duration {
    median(zip(runs, other.runs).map { $0.wall - $1.wall })
  }
}

func median<Value: Comparable>(_ values: [Value]) -> Value {
  values.sorted()[values.count / 2]
}

/// Runs the commands in turns, A B C A B C …, once to warm up and then `rounds` times; checks every
/// answer of every run.
func compare(_ commands: [Command], rounds: Int) throws -> [Series] {
  var all = commands.map { _ in Series() }
  var agreed: (count: Int, command: Command)?
  for round in 0...rounds {
    for (index, command) in commands.enumerated() {
      let run: Run
      var numbers: [Int] = []
      if case .discarded = command.output {
        run = try command.run()
      } else {
        (run, numbers) = try command.answer()
        guard let count = numbers.first else {
          throw WrongAnswer(description: "no number: \(command)")
        }
        if case .number(let expected) = command.output, count != expected {
          throw WrongAnswer(description: "\(count), but \(expected) expected: \(command)")
        }
        if case .count = command.output {
          if let agreed, agreed.count != count {
            throw WrongAnswer(
              description: "\(agreed.count): \(agreed.command)\n            \(count): \(command)")
          }
          agreed = (count, command)
        }
        all[index].count = count
      }
      if round > 0 {
        all[index].runs.append(run)
        if numbers.count > 1 { all[index].ownTimes.append(.nanoseconds(numbers[1])) }
      }
    }
  }
  return all
}
