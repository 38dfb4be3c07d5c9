-- ARGV: id, attempt, at
local id, attempt, at = unpack(ARGV)
if field(id, 'status') ~= 'RUNNING' or field(id, 'attempt') ~= attempt then
  return {'REFUSED', read(id)}
end
local lane = field(id, 'lane')
if has_session(lane) then
  hold(lane, '')
end
forget_question(id)
redis.call('HDEL', K.RUNNING, id)
record(id, {status_event(at, attempt, 'QUEUED')}, {'status', 'QUEUED', 'worker', ''})
wake(id)
return {'DONE', read(id), {}}
