-- ARGV: id, worker, maxAttempts, then two results of nine parts (see finish): of a job whose last attempt was lost, whose at
-- is now, and of a job whose session is gone.
local id, worker, most, at = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local status, lane, last, holder = fields(id, 'status', 'lane', 'attempt', 'worker')
local attempt = tonumber(last)
if status == '' or ended(status) then
  return {'OVER'}
end
if holder ~= '' and not dead(holder) then
  return {'HELD', holder}
end
local session = has_session(lane)
if strict(lane) and not session then
  finish(id, {unpack(ARGV, 13, 21)})
  return {'OVER'}
end
local kept_by = keeper(lane)
if kept_by ~= '' and kept_by ~= worker then
  local released = {}
  to_outbox(id, released)
  return {'ELSEWHERE', {}, released}
end
if attempt >= most then
  return {'EXHAUSTED', {}, finish(id, {unpack(ARGV, 4, 12)})}
end
if attempt > 0 then
  redis.call('HDEL', K.JOB .. id, 'inputs', 'given')
  forget_question(id)
end
redis.call('HSET', K.RUNNING, id, worker)
local before = session and of_session(lane, 'holder') or ''
if session then
  hold(lane, worker)
  use(lane)
  if field(id, 'executionCount') == '' then
    redis.call('HSET', K.JOB .. id, 'executionCount', redis.call('HINCRBY', K.SESSION .. lane, 'executionCount', 1))
  end
end
record(id, {status_event(at, attempt + 1, 'RUNNING')},
  {'status', 'RUNNING', 'worker', worker, 'startedAt', at, 'shown', 0, 'attempt', attempt + 1})
wake(id)
return {'CLAIMED', read(id), session and read_session(lane) or {}, before}
