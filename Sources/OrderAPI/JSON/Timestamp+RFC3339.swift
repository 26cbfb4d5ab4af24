import Ordering

extension Timestamp {
  /// As in `2012-12-12T00:00:00.000Z`.
  ///
  /// By hand, because an order bears two of them and Foundation's formatters cost more than the rest of
  /// the order together.
  ///
  /// - Precondition: the years 0 to 9999.
  /// - SeeAlso: <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>
  var rfc3339: String {
    let (day, millisecond) = Self.floored(rawValue, by: 86_400_000)
    // Years begin in March, so that a leap day is the last of its year; eras are of 400 years.
    let (era, dayOfEra) = Self.floored(day + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)

    return String(unsafeUninitializedCapacity: 24) { text in
      var end = 0
      func append(_ value: Int64, digits: Int, then mark: Unicode.Scalar) {
        var rest = value
        for place in stride(from: end + digits - 1, through: end, by: -1) {
          text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
        text[end + digits] = UInt8(ascii: mark)
        end += digits + 1
      }
      append(year, digits: 4, then: "-")
      append(month, digits: 2, then: "-")
      append(dayOfMonth, digits: 2, then: "T")
      append(millisecond / 3_600_000, digits: 2, then: ":")
      append(millisecond / 60_000 % 60, digits: 2, then: ":")
      append(millisecond / 1_000 % 60, digits: 2, then: ".")
      append(millisecond % 1_000, digits: 3, then: "Z")
      return end
    }
  }

  private static func floored(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
