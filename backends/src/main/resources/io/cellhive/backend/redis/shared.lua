-- What every step shares. Before this text stand K (the keys), LEGAL (the moves of a job) and BASE_WINDOW.
-- Redis runs a script alone, so each step is atomic. Events are stored without their numbers: a number is the place in the list.
-- What a step costs is its calls, a few microseconds each: a job makes four steps, and all nodes share one Redis.

local clock
local function now()
  if not clock then
    local time = redis.call('TIME')
    clock = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  return clock
end

local function field(id, name)
  return redis.call('HGET', K.JOB .. id, name) or ''
end

-- Several fields in one go, '' for what is not there.
local function fields(id, ...)
  local values = redis.call('HMGET', K.JOB .. id, ...)
  for i = 1, #values do
    values[i] = values[i] or ''
  end
  return unpack(values)
end

local function read(id)
  return redis.call('HGETALL', K.JOB .. id)
end

local function legal(from, to)
  return LEGAL[from] ~= nil and LEGAL[from][to] == true
end

local function ended(status)
  return next(LEGAL[status]) == nil
end

local function alive(worker)
  local till = redis.call('ZSCORE', K.BEATS, worker)
  return till ~= false and tonumber(till) > now()
end

-- Whether its lease is over and it had the time to renew it: after Redis was away every lease is over, and nobody is dead.
local function dead(worker)
  return not alive(worker)
    and ((tonumber(redis.call('GET', K.GRACE) or '') or 0) <= now() or redis.call('EXISTS', K.LEFT .. worker) == 1)
end

-- Whether a worker keeps its sessions: it takes jobs and is not crowded, or may come back. A quote inside one of the status's
-- texts is escaped.
local function keeps(worker)
  if worker == '' or not alive(worker) then
    return worker ~= '' and not dead(worker)
  end
  local status = redis.call('HGET', K.WORKERS, worker) or ''
  return string.find(status, '"health":"READY"', 1, true) ~= nil and not string.find(status, '"crowded":true', 1, true)
end

-- Events ---------------------------------------------------------------------

-- Appends events and sets fields of the job (name, value, …), if there are any.
local function record(id, events, changed)
  redis.call('HSET', K.JOB .. id, 'lastSeq', redis.call('RPUSH', K.EVENTS .. id, unpack(events)), unpack(changed or {}))
end

-- Which of these events are to be appended: all, or none when just these were told before; nil for a gap.
local function untold(told, after, events)
  told, after = tonumber(told) or 0, tonumber(after)
  if #events == 0 or told == after + #events then
    return {}
  end
  return told == after and events or nil
end

-- reason and message are JSON: a string or null
local function status_event(at, attempt, status, reason, message)
  return '{"type":"status","seq":0,"at":"' .. at .. '","attempt":' .. attempt .. ',"status":"' .. status .. '","reason":'
    .. (reason or 'null') .. ',"message":' .. (message or 'null') .. '}'
end

local function wake(id)
  redis.call('PUBLISH', K.WAKE, id)
end

-- Lanes ----------------------------------------------------------------------

local function strict(lane)
  return string.sub(lane, 1, 4) == 'ses_'
end

-- A strict lane is a session, by the same id.
local function has_session(lane)
  return strict(lane) and redis.call('EXISTS', K.SESSION .. lane) == 1
end

local function of_session(session, name)
  return redis.call('HGET', K.SESSION .. session, name) or ''
end

-- The holder that a message of this lane goes to; '' for any worker.
local function keeper(lane)
  local holder = strict(lane) and of_session(lane, 'holder') or ''
  return keeps(holder) and holder or ''
end

local function window(lane)
  return strict(lane) and 1 or BASE_WINDOW
end

local function backlog_is_empty(lane)
  return redis.call('EXISTS', K.LANE .. lane) == 0
end

-- A strict lane never gets more than its window, so it has no turn among those that wait for free slots.
local function take_turn(lane)
  if not strict(lane) then
    redis.call('ZADD', K.TURNS, redis.call('INCR', K.TURN), lane)
  end
end

-- Its backlog is empty now.
local function forget_lane(lane)
  redis.call('SREM', K.LANES, lane)
  redis.call('ZREM', K.TURNS, lane)
end

local function has_room(lane)
  return tonumber(redis.call('HGET', K.WINDOWS, lane) or 0) < window(lane)
end

local function enqueue(id, lane)
  redis.call('RPUSH', K.LANE .. lane, id)
  if redis.call('SADD', K.LANES, lane) == 1 then
    take_turn(lane)
  end
end

-- lane and runtime: nil when the caller does not know them
local function to_outbox(id, released, lane, runtime)
  if not lane then
    lane, runtime = fields(id, 'lane', 'runtime')
  end
  redis.call('ZADD', K.OUTBOX, now(), id)
  released[#released + 1] = id
  released[#released + 1] = runtime
  released[#released + 1] = keeper(lane)
end

local function release_job(id, lane, runtime, released)
  redis.call('ZADD', K.RELEASED, now(), id)
  redis.call('HINCRBY', K.WINDOWS, lane, 1)
  if has_session(lane) then
    redis.call('HSET', K.SESSION .. lane, 'current', id)
  end
  to_outbox(id, released, lane, runtime)
end

local function release_first(lane, released)
  local id = redis.call('LPOP', K.LANE .. lane)
  if backlog_is_empty(lane) then
    forget_lane(lane)
  else
    take_turn(lane)
  end
  release_job(id, lane, field(id, 'runtime'), released)
end

-- The slots of all workers that live and take jobs.
local function capacity()
  local slots = 0
  for _, worker in ipairs(redis.call('ZRANGE', K.BEATS, '(' .. now(), '+inf', 'BYSCORE')) do
    slots = slots + tonumber(redis.call('HGET', K.SLOTS, worker) or 0)
  end
  return slots
end

-- How long jobs ran lately; that says nothing of a session's cells.
local function pace(lane)
  return not strict(lane) and redis.call('GET', K.PACE) or ''
end

-- First the lane that was touched, up to its window; every other lane's window is full already. Then free slots in turn.
-- Answers job, runtime, holder, job, runtime, holder, …
local function release(lane)
  local released = {}
  if lane ~= nil then
    while not backlog_is_empty(lane) and has_room(lane) do
      release_first(lane, released)
    end
  end
  local first = redis.call('ZRANGE', K.TURNS, 0, 0)[1]
  local free = first and capacity() - redis.call('ZCARD', K.RELEASED) or 0
  while first and free > 0 do
    release_first(first, released)
    free = free - 1
    first = redis.call('ZRANGE', K.TURNS, 0, 0)[1]
  end
  return released
end

local function leave_lane(id, lane)
  redis.call('ZREM', K.OUTBOX, id)
  if redis.call('ZREM', K.RELEASED, id) == 1 then
    if redis.call('HINCRBY', K.WINDOWS, lane, -1) <= 0 then
      redis.call('HDEL', K.WINDOWS, lane)
    end
    if has_session(lane) then
      redis.call('HSET', K.SESSION .. lane, 'current', '')
    end
  else
    redis.call('LREM', K.LANE .. lane, 1, id)
    if backlog_is_empty(lane) then
      forget_lane(lane)
    end
  end
end

-- Of a job that waits in its lane: its position from 1 (its own place, and of each other lane what goes before it by turns),
-- how many jobs run or go before it, the slots, and how long jobs ran lately ('' when that says nothing). Else nothing.
local function place(id, lane)
  local own = redis.call('LPOS', K.LANE .. lane, id)
  if not own then
    return nil
  end
  local position = 1 + own
  for _, other in ipairs(redis.call('SMEMBERS', K.LANES)) do
    if other ~= lane then
      position = position + math.min(own + 1, redis.call('LLEN', K.LANE .. other))
    end
  end
  return {position, redis.call('ZCARD', K.RELEASED) + position - 1, capacity(), pace(lane)}
end

-- Sessions -------------------------------------------------------------------

local function use(session)
  redis.call('HSET', K.SESSION .. session, 'usedMs', now())
  redis.call('ZADD', K.SESSIONS, now(), session)
  redis.call('ZADD', K.SESSIONS_OF .. of_session(session, 'owner'), now(), session)
end

-- worker: '' for nobody
local function hold(session, worker)
  local before = of_session(session, 'holder')
  if before == worker then
    return
  end
  redis.call('HSET', K.SESSION .. session, 'holder', worker)
  if before ~= '' then
    redis.call('SREM', K.HELD .. before, session)
  end
  if worker ~= '' then
    redis.call('SADD', K.HELD .. worker, session)
    redis.call('HINCRBY', K.SESSION .. session, 'epoch', 1)
  end
end

-- The hash, then its files, then its cells; the last two as JSON.
local function read_session(session)
  return {redis.call('HGETALL', K.SESSION .. session), redis.call('HVALS', K.SESSION_FILES .. session),
    redis.call('LRANGE', K.SESSION_CELLS .. session, 0, -1)}
end

-- The cell's effects are in the state of its session. Another number than the newest: the session was restarted meanwhile.
local function remember(id, session, worker)
  local count = field(id, 'executionCount')
  if count == '' or count ~= of_session(session, 'executionCount') or worker ~= of_session(session, 'holder') then
    return false
  end
  redis.call('RPUSH', K.SESSION_CELLS .. session,
    '{"executionCount":' .. count .. ',"job":"' .. id .. '","end":"' .. field(id, 'status') .. '"}')
  return true
end

-- Takes the cells from this number on out of the history: their jobs are needed for a replay no more.
local function forget_cells(session, from, keep)
  local cells = redis.call('LRANGE', K.SESSION_CELLS .. session, 0, -1)
  for i = #cells, 1, -1 do
    if tonumber(string.match(cells[i], '"executionCount":(%d+)')) < from then
      return
    end
    redis.call('PEXPIRE', K.JOB .. string.match(cells[i], '"job":"([^"]+)"'), keep)
    redis.call('RPOP', K.SESSION_CELLS .. session)
  end
end

local function forget_session(session, keep)
  hold(session, '')
  forget_cells(session, 0, keep)
  redis.call('ZREM', K.SESSIONS, session)
  redis.call('ZREM', K.SESSIONS_OF .. of_session(session, 'owner'), session)
  redis.call('DEL', K.SESSION .. session, K.SESSION_FILES .. session)
end

-- The end --------------------------------------------------------------------

-- As ExpectedWait.mean does.
local function keep_pace(usage, keep)
  local ran = tonumber(string.match(usage, '"wallMs":(%d+)') or '')
  if ran then
    local before = tonumber(redis.call('GET', K.PACE) or '')
    local mean = before and before + (ran - before) / 10 or math.max(1, ran)
    redis.call('SET', K.PACE, string.format('%.3f', mean), 'PX', keep)
  end
end

local function forget_question(id)
  redis.call('HDEL', K.JOB .. id, 'input', 'secret', 'answer', 'answered')
end

-- result: at, status, reason, message, verdict, usage, artifacts (all but at and status JSON), keepMs, whether the state
-- was kept (1 or 0), then each artifact as JSON. last: what the attempt tells before its end, as JSON; may be left out.
-- The caller has checked that the move is legal. Answers what was released.
local function finish(id, result, last)
  local at, status, reason, message, verdict, usage, artifacts, keep, kept = unpack(result, 1, 9)
  local lane, worker, attempt, asks, answered = fields(id, 'lane', 'worker', 'attempt', 'input', 'answered')
  local events = last or {}
  for i = 10, #result do
    events[#events + 1] = '{"type":"artifact","seq":0,"at":"' .. at .. '","attempt":' .. attempt .. ',"artifact":' .. result[i] .. '}'
  end
  events[#events + 1] = status_event(at, attempt, status, reason, message)
  record(id, events, {'status', status, 'worker', '', 'finishedAt', at, 'verdict', verdict, 'usage', usage,
    'artifacts', artifacts})
  keep_pace(usage, keep)
  redis.call('HDEL', K.RUNNING, id)
  redis.call('ZREM', K.OPEN, id)
  leave_lane(id, lane)
  local remembered = false
  if has_session(lane) then
    use(lane)
    remembered = kept == '1' and remember(id, lane, worker)
  end
  if asks ~= '' or answered ~= '' then
    forget_question(id)
  end
  if not remembered then
    redis.call('PEXPIRE', K.JOB .. id, keep)
  end
  redis.call('PEXPIRE', K.EVENTS .. id, keep)
  wake(id)
  return release(lane)
end

-- Ends every job of the session that does not run; the backlog first, so that nothing is released meanwhile. Asks the
-- running one to stop. result: see finish. Answers the running job or '', and what was released.
local function drop(session, result)
  local released = {}
  local function add(more)
    for _, item in ipairs(more) do
      released[#released + 1] = item
    end
  end
  for _, id in ipairs(redis.call('LRANGE', K.LANE .. session, 0, -1)) do
    add(finish(id, result))
  end
  local current = of_session(session, 'current')
  if current ~= '' and field(current, 'status') == 'RUNNING' then
    redis.call('HSETNX', K.JOB .. current, 'cancelRequestedAt', result[1])
    return current, released
  end
  if current ~= '' then
    add(finish(current, result))
  end
  return '', released
end
