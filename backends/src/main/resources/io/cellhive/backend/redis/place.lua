-- ARGV: id. Empty unless it waits; else four parts, see place. One that is released goes first.
local id = ARGV[1]
if field(id, 'status') ~= 'QUEUED' then
  return {}
end
local lane = field(id, 'lane')
return place(id, lane) or {1, redis.call('ZRANK', K.RELEASED, id) or 0, capacity(), pace(lane)}
