import FuzzDriver

// An input is five digits, a legend for some of them, and the text of a map: see FuzzedText.
runFuzzer { data, count in
  var input = FuzzInput(data, count: count)
  check(FuzzedText(from: &input))
  return 0
}
