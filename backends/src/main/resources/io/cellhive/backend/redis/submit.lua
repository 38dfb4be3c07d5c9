-- ARGV: id, owner, lane, runtime, job (JSON), at, key or '', fingerprint, keepMs
local id, owner, lane, runtime, job, at, key, fingerprint, keep = unpack(ARGV)
local session = strict(lane)
if redis.call('EXISTS', K.JOB .. id) == 1 then
  -- The answer was lost, and the client asked again. What was released then is in the outbox.
  return {'CREATED', {}, place(id, lane) or {}}
end
if key ~= '' then
  local known = redis.call('GET', K.KEYS .. owner .. ':' .. key)
  if known then
    local first, print = string.match(known, '^(%S+) (.*)$')
    if print ~= fingerprint then
      return {'REUSED'}
    end
    if redis.call('EXISTS', K.JOB .. first) == 1 then
      return {'REPEATED', read(first)}
    end
  end
end
if session and not has_session(lane) then
  return {'NO_SESSION'}
end
if key ~= '' then
  redis.call('SET', K.KEYS .. owner .. ':' .. key, id .. ' ' .. fingerprint, 'PX', keep)
end
redis.call('ZADD', K.OWNED .. owner, 0, id)
redis.call('PEXPIRE', K.OWNED .. owner, keep)
record(id, {status_event(at, 0, 'QUEUED')},
  {'job', job, 'lane', lane, 'runtime', runtime, 'status', 'QUEUED', 'attempt', 0})
redis.call('ZADD', K.OPEN, now(), id)
if session then
  use(lane)
end
if has_room(lane) and backlog_is_empty(lane) then
  local released = {}
  release_job(id, lane, runtime, released)
  return {'CREATED', released, {}}
end
enqueue(id, lane)
local released = release(lane)
return {'CREATED', released, place(id, lane) or {}}
