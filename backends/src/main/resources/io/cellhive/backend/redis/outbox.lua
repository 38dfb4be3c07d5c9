-- ARGV: olderThanMs, max. Answers job, runtime, holder, job, runtime, holder, …
local found = {}
for _, id in ipairs(redis.call('ZRANGE', K.OUTBOX, '-inf', now() - tonumber(ARGV[1]), 'BYSCORE', 'LIMIT', 0, ARGV[2])) do
  local runtime, lane = fields(id, 'runtime', 'lane')
  found[#found + 1] = id
  found[#found + 1] = runtime
  found[#found + 1] = keeper(lane)
end
return found
