-- ARGV: againMs, how long a released job may wait before its message is taken for lost.
-- Besides new releases, jobs whose worker died or whose message the broker lost go into the outbox once more: a second
-- message is harmless, a lost one would leave the job for ever.
local released = release(nil)
local running = redis.call('HGETALL', K.RUNNING)
for i = 1, #running, 2 do
  if running[i + 1] ~= '' and not alive(running[i + 1]) then
    redis.call('HSET', K.RUNNING, running[i], '')
    to_outbox(running[i], released)
  end
end
local old = redis.call('ZRANGE', K.RELEASED, '-inf', now() - tonumber(ARGV[1]), 'BYSCORE', 'LIMIT', 0, 200)
for _, id in ipairs(old) do
  redis.call('ZADD', K.RELEASED, now(), id)
  if field(id, 'status') == 'QUEUED' then
    to_outbox(id, released)
  end
end
return released
