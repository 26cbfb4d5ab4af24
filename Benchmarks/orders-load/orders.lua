-- Each thread has carts of its own: 1, 3, 5 … and 2, 4, 6 …
local count = 0

function setup(thread)
  count = count + 1
  thread:set("cart", count)
end

local headers = {
  ["Authorization"] = "Bearer " .. os.getenv("TOKEN"),
  ["Content-Type"] = "application/json",
}

function request()
  headers["Idempotency-Key"] = "cart-" .. cart
  local body = '{"cartID": ' .. cart .. ', "name": "Sari", '
    .. '"address": "Jalan Merdeka 1, Jakarta", "phone": "+62 21 555 0100"}'
  cart = cart + 2
  return wrk.format("POST", nil, headers, body)
end

local reported = false

function response(status, _, body)
  if status ~= 201 and not reported then
    reported = true
    print("answer " .. status .. " " .. body)
  end
end

function done(summary, latency)
  local errors = summary.errors
  print("failed " .. errors.status + errors.connect + errors.read + errors.write + errors.timeout)
  print(string.format("measured %.0f %.0f %.0f", summary.requests / summary.duration * 1e6,
    latency:percentile(50), latency:percentile(99)))
end
