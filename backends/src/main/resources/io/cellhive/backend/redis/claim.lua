-- ARGV: id, worker, maxAttempts, then the result (see finish) of a job whose last attempt was lost; its at is now
local id, worker, most = ARGV[1], ARGV[2], tonumber(ARGV[3])
local status = field(id, 'status')
if status == '' or ended(status) then
  return {'OVER'}
end
local holder = field(id, 'worker')
if holder ~= '' and alive(holder) then
  return {'HELD', holder}
end
if tonumber(field(id, 'attempt')) >= most then
  return {'EXHAUSTED', {}, finish(id, {unpack(ARGV, 4)})}
end
redis.call('HSET', K.JOB .. id, 'status', 'RUNNING', 'worker', worker, 'startedAt', ARGV[4], 'shown', 0)
redis.call('HINCRBY', K.JOB .. id, 'attempt', 1)
redis.call('HSET', K.RUNNING, id, worker)
record_status(id, ARGV[4], 'null', 'null')
wake(id)
return {'CLAIMED', read(id)}
