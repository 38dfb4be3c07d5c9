-- ARGV: noWorkerMs, unwatchedMs, how many at once, then the result (see finish) with RUNTIME where the runtime is named.
-- Answers the jobs that ended, and what was released. A job that does not end is put off until it may.
local patience, pause, most = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local seen, since = unpack(redis.call('HMGET', K.WATCH, 'seen', 'since'))
if not seen or now() - tonumber(seen) > pause then
  since = now()
end
redis.call('HSET', K.WATCH, 'seen', now(), 'since', since)

local function result_for(runtime)
  local result = {unpack(ARGV, 4)}
  for part = 4, 5 do
    result[part] = string.gsub(result[part], 'RUNTIME', runtime)
  end
  return result
end

local ending, runtimes = {}, {}
for _, id in ipairs(redis.call('ZRANGE', K.OPEN, '-inf', now() - patience, 'BYSCORE', 'LIMIT', 0, most)) do
  local status, runtime, worker = fields(id, 'status', 'runtime', 'worker')
  local offered = math.max(tonumber(since), tonumber(redis.call('HGET', K.OFFERED, runtime) or 0))
  if status ~= 'QUEUED' and not (status == 'RUNNING' and dead(worker)) then
    redis.call('ZADD', K.OPEN, now(), id)
  elseif offered > now() - patience then
    redis.call('ZADD', K.OPEN, offered, id)
  else
    runtimes[id] = runtime
    -- Backlogs first, so that nothing is released that ends next.
    table.insert(ending, redis.call('ZSCORE', K.RELEASED, id) and #ending + 1 or 1, id)
  end
end
local released = {}
for _, id in ipairs(ending) do
  for _, item in ipairs(finish(id, result_for(runtimes[id]))) do
    released[#released + 1] = item
  end
end
return {ending, released}
