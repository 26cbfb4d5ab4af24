import FuzzDriver

// An input is a text of levels, as it is.
runFuzzer { data, count in
  var input = FuzzInput(data, count: count)
  check(input.rest())
  return 0
}
