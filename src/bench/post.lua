-- The requests of 10,000 visitors, one after the other, and the result as one line for Bench.java.
local users = 10000
local requests = {}
local next = 0

function init(args)
  for i = 0, users - 1 do
    requests[i] = wrk.format("POST", nil, {
      ["Content-Type"] = "application/json",
      ["X-User"] = "user-" .. i,
    }, '{"room":"plans"}')
  end
end

function request()
  next = (next + 1) % users
  return requests[next]
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("requests=%d errors=%d micros=%d\n",
    summary.requests, e.connect + e.read + e.write + e.status + e.timeout, summary.duration))
end
