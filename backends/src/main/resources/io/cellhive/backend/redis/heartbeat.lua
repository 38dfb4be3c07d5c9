-- ARGV: worker, status (JSON), slots it offers now, timeToLiveMs, then each runtime it offers now
local worker, status, slots, live = unpack(ARGV)
if redis.call('ZCOUNT', K.BEATS, '(' .. now(), '+inf') == 0 then
  -- The first one, or Redis was away: the others get the time to beat as well.
  redis.call('SET', K.GRACE, now() + tonumber(live), 'PX', live)
end
redis.call('HSET', K.WORKERS, worker, status)
redis.call('HSET', K.SLOTS, worker, slots)
redis.call('ZADD', K.BEATS, now() + tonumber(live), worker)
for i = 5, #ARGV do
  redis.call('HSET', K.OFFERED, ARGV[i], now())
end
return 1
