import Ordering

/// Products read from a table with a header, with everything that is wrong with them.
struct ProductTable {
  private(set) var products: [NewProduct] = []
  private(set) var faults: [ImportFault] = []

  private enum Column: String, CaseIterable {
    case name, price, quantity, quantityThreshold, limitPerUser

    /// May be left out, or left empty.
    var isOptional: Bool {
      switch self {
      case .name, .price, .quantity: false
      case .quantityThreshold, .limitPerUser: true
      }
    }
  }

  init(_ table: CSVTable) {
    faults = table.faults
    guard let header = table.records.first else {
      faults.append(
        ImportFault(
          .init(line: 1, column: 1), "no header; expected \(Self.expectedHeader)"))
      return
    }
    let columns = header.isSound ? columns(of: header) : []
    // With a wrong header every line would be wrong, which says nothing.
    guard !columns.isEmpty else { return }
    for record in table.records.dropFirst() where record.isSound {
      product(record, columns).map { products.append($0) }
    }
    if table.records.count == 1 {
      faults.append(ImportFault(header.end, "no products behind the header"))
    }
    faults.sort { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
  }

  private static let expectedHeader = Column.allCases.map(\.rawValue).joined(separator: ",")

  /// - Returns: Empty where the header is faulty.
  private mutating func columns(of header: CSVTable.Record) -> [Column] {
    let count = faults.count
    var columns: [Column] = []
    for field in header.fields {
      guard let column = Column(rawValue: field.text) else {
        faults.append(
          ImportFault(
            field.place, "unknown column '\(field.text)'; expected \(Self.expectedHeader)"))
        continue
      }
      if columns.contains(column) {
        faults.append(ImportFault(field.place, "a second column '\(field.text)'"))
      }
      columns.append(column)
    }
    for column in Column.allCases where !column.isOptional && !columns.contains(column) {
      faults.append(ImportFault(header.end, "no column '\(column.rawValue)'"))
    }
    return faults.count == count ? columns : []
  }

  private mutating func product(_ record: CSVTable.Record, _ columns: [Column]) -> NewProduct? {
    guard record.fields.count == columns.count else {
      let isShort = record.fields.count < columns.count
      faults.append(
        ImportFault(
          isShort ? record.end : record.fields[columns.count].place,
          "\(counted(record.fields.count, "field")); expected \(columns.count), as in the header"))
      return nil
    }
    let count = faults.count
    var product = NewProduct(name: "", price: 0, quantity: 0)
    for (column, field) in zip(columns, record.fields) {
      if column.isOptional, field.text.isEmpty { continue }
      switch column {
      case .name: product.name = text(field, Limits.name)
      case .price: product.price = number(field, column, Limits.price)
      case .quantity: product.quantity = number(field, column, Limits.stock)
      case .quantityThreshold: product.quantityThreshold = number(field, column, Limits.stock)
      case .limitPerUser: product.limitPerUser = number(field, column, Limits.limitPerUser)
      }
    }
    return faults.count == count ? product : nil
  }

  private mutating func text(_ field: CSVTable.Field, _ length: ClosedRange<Int>) -> String {
    if !Limits.isPlain(field.text, length) {
      faults.append(
        ImportFault(
          field.place,
          "the name must have \(length.lowerBound) to \(length.upperBound) characters, not all blank, "
            + "without control characters"))
    }
    return field.text
  }

  private mutating func number(
    _ field: CSVTable.Field, _ column: Column, _ range: ClosedRange<Int64>
  ) -> Int64 {
    let isDecimal = field.text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    if isDecimal, let number = Int64(field.text), range.contains(number) { return number }
    faults.append(
      ImportFault(
        field.place,
        "\(column.rawValue) '\(field.text)' is not a whole number from \(range.lowerBound) "
          + "to \(range.upperBound)"))
    return range.lowerBound
  }
}
