-- ARGV: id. From 1, or 0 unless it waits: its own place, and of each other lane what goes before it by turns.
local id = ARGV[1]
if field(id, 'status') ~= 'QUEUED' then
  return 0
end
local lane = field(id, 'lane')
local own = redis.call('LPOS', K.LANE .. lane, id)
if not own then
  return 1
end
local before = 0
for _, other in ipairs(redis.call('SMEMBERS', K.LANES)) do
  if other ~= lane then
    before = before + math.min(own + 1, redis.call('LLEN', K.LANE .. other))
  end
end
return 1 + own + before
