import ArgumentParser
import Foundation
import OrderStore

struct Import: OrdersCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add products from a file, all of them or none.",
    usage: "orders import <file> --database <file>",
    discussion: """
      EXAMPLE:
        orders import products.csv --database orders.sqlite

      The file has comma-separated values in UTF-8, and a header:
        name,price,quantity,quantityThreshold,limitPerUser
        Phone,299900,100,10,2
        "Case, blue",4900,500,,

      Prices are in the currency's minor unit. The columns may stand in any
      order, and the last two may be left out. While a server has the
      database open, use POST /product instead.

      EXIT STATUS:
        0 added, 1 the file has faults and nothing was added, 2 failed
      """)

  /// More than anyone mends by hand.
  private static let faultLimit = 1_000

  @Argument(help: "The products.", completion: .file(extensions: ["csv"]))
  var file: String

  @OptionGroup var store: StoreOptions

  func execute() async throws -> ExitStatus {
    let path = try store.path()
    let data = try contents()
    guard let text = String(validating: data, as: UTF8.self) else {
      report([ImportFault(Self.placeOfFault(in: data), "not UTF-8")])
      return .faultsFound
    }
    let table = ProductTable(CSVTable(text))
    guard table.faults.isEmpty else {
      report(table.faults)
      return .faultsFound
    }

    var options = OrderStore.Options()
    options.stop = stopAfterDiskFailure
    let store = try OrderStore(path: path, options: options) { _ in }
    do {
      let ids = try await store.perform(ImportProducts(table.products))
      await store.close()
      let numbers = ids.map(\.rawValue)
      let range = numbers.count == 1 ? "id \(numbers[0])" : "ids \(numbers[0]) to \(numbers.last!)"
      writeOutput("\(counted(ids.count, "product")) added to \(path.onOneLine), \(range)")
      return .done
    } catch {
      await store.close()
      if case .storageFull = error { throw Failure("the disk is full; nothing was added") }
      throw Failure("nothing was added: \(error)")
    }
  }

  private func contents() throws -> Data {
    try requireFile(file)
    do {
      return try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw Failure("cannot read \(file): \((error as NSError).localizedDescription)")
    }
  }

  private func report(_ faults: [ImportFault]) {
    for fault in faults.prefix(Self.faultLimit) {
      writeError(
        "\(file):\(fault.place.line):\(fault.place.column): error: \(fault.message)".onOneLine)
    }
    if faults.count > Self.faultLimit {
      writeError("\(file.onOneLine): \(faults.count - Self.faultLimit) more")
    }
  }

  /// Where the first bytes stand that are not UTF-8.
  private static func placeOfFault(in data: Data) -> CSVTable.Place {
    var place = CSVTable.Place(line: 1, column: 1)
    var decoder = UTF8()
    var bytes = data.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&bytes) {
      if scalar == "\n" {
        place = .init(line: place.line + 1, column: 1)
      } else {
        place.column += 1
      }
    }
    return place
  }
}
