-- The requests of all visitors, one after the other, and the result as one line for the driver.
local users = tonumber(os.getenv("BENCH_USERS"))
local path = os.getenv("BENCH_PATH")
local body = os.getenv("BENCH_BODY")
local requests = {}
local next = 0

function init(args)
  for i = 0, users - 1 do
    requests[i] = wrk.format("POST", path, {
      ["Content-Type"] = "application/json",
      ["X-User"] = "user-" .. i,
    }, body)
  end
end

function request()
  next = (next + 1) % users
  return requests[next]
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    "requests=%d errors=%d micros=%d p50=%d p99=%d\n",
    summary.requests, e.connect + e.read + e.write + e.status + e.timeout,
    summary.duration, latency:percentile(50), latency:percentile(99)))
end
