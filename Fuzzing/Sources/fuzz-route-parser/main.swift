import FuzzDriver

// An input is a line with a route and then a map: see FuzzedMap.
runFuzzer { data, count in
  var input = FuzzInput(data, count: count)
  let text = String(decoding: input.line(), as: UTF8.self)
  if let route = checkedRoute(text) { check(route, on: FuzzedMap(from: &input)) }
  return 0
}
