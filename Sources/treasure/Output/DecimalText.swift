extension Double {
  /// The number with so many digits behind the point, rounded; it must not be negative.
  func decimalText(places: Int) -> String {
    let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((self * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    return "\(scaled / scale)." + String(repeating: "0", count: places - fraction.utf8.count)
      + fraction
  }
}
