-- ARGV: worker, status (JSON), slots it offers now, timeToLiveMs
local worker, status, slots, live = unpack(ARGV)
redis.call('HSET', K.WORKERS, worker, status)
redis.call('HSET', K.SLOTS, worker, slots)
redis.call('ZADD', K.BEATS, now() + tonumber(live), worker)
return 1
