-- No ARGV. Answers the status of each live worker, and forgets the others.
for _, dead in ipairs(redis.call('ZRANGE', K.BEATS, '-inf', now(), 'BYSCORE')) do
  redis.call('ZREM', K.BEATS, dead)
  redis.call('HDEL', K.WORKERS, dead)
  redis.call('HDEL', K.SLOTS, dead)
end
local found = {}
for _, worker in ipairs(redis.call('ZRANGE', K.BEATS, 0, -1)) do
  found[#found + 1] = redis.call('HGET', K.WORKERS, worker)
end
return found
