-- ARGV: id. Empty unless it waits. Else its position from 1 (its own place, and of each other lane what goes before it by
-- turns), how many jobs run or go before it, the slots, and how long jobs ran lately ('' when that says nothing).
local id = ARGV[1]
if field(id, 'status') ~= 'QUEUED' then
  return {}
end
local lane = field(id, 'lane')
local mean = not strict(lane) and redis.call('GET', K.PACE) or ''
local own = redis.call('LPOS', K.LANE .. lane, id)
if not own then
  return {1, redis.call('ZRANK', K.RELEASED, id) or 0, capacity(), mean}
end
local position = 1 + own
for _, other in ipairs(redis.call('SMEMBERS', K.LANES)) do
  if other ~= lane then
    position = position + math.min(own + 1, redis.call('LLEN', K.LANE .. other))
  end
end
return {position, redis.call('ZCARD', K.RELEASED) + position - 1, capacity(), mean}
