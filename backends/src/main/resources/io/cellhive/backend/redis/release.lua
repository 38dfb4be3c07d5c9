-- ARGV: againMs, how long a released job may wait before its message is taken for lost.
-- Besides new releases, jobs whose worker died or whose message the broker lost go into the outbox once more: a second
-- message is harmless, a lost one would leave the job for ever.
local released = release(nil)
local running = redis.call('HGETALL', K.RUNNING)
for i = 1, #running, 2 do
  local id, worker = running[i], running[i + 1]
  local before = worker == '' and field(id, 'worker') or ''
  if worker ~= '' and dead(worker) then
    redis.call('HSET', K.RUNNING, id, '')
    to_outbox(id, released)
  elseif before ~= '' and alive(before) then
    -- It is back, and may still run it; should it die again, that is news.
    redis.call('HSET', K.RUNNING, id, before)
  end
end
local old = redis.call('ZRANGE', K.RELEASED, '-inf', now() - tonumber(ARGV[1]), 'BYSCORE', 'LIMIT', 0, 200)
for _, id in ipairs(old) do
  redis.call('ZADD', K.RELEASED, now(), id)
  local status, worker = fields(id, 'status', 'worker')
  if status == 'QUEUED' or (status == 'RUNNING' and dead(worker)) then
    to_outbox(id, released)
  end
end
return released
