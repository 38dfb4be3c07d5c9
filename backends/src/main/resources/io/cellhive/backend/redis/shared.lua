-- What every step shares. Before this text stand K (the keys), LEGAL (the moves of a job) and BASE_WINDOW.
-- Redis runs a script alone, so each step is atomic. Events are stored without their numbers: a number is the place in the list.

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function field(id, name)
  return redis.call('HGET', K.JOB .. id, name) or ''
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

-- Events ---------------------------------------------------------------------

local function record(id, event)
  redis.call('RPUSH', K.EVENTS .. id, event)
  redis.call('HINCRBY', K.JOB .. id, 'lastSeq', 1)
end

-- reason and message are JSON: a string or null
local function record_status(id, at, reason, message)
  record(id, '{"type":"status","seq":0,"at":"' .. at .. '","attempt":' .. field(id, 'attempt') .. ',"status":"'
    .. field(id, 'status') .. '","reason":' .. reason .. ',"message":' .. message .. '}')
end

local function wake(id)
  redis.call('PUBLISH', K.WAKE, id)
end

-- Lanes ----------------------------------------------------------------------

local function strict(lane)
  return string.sub(lane, 1, 4) == 'ses_'
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

local function forget_empty(lane)
  if backlog_is_empty(lane) then
    redis.call('SREM', K.LANES, lane)
    redis.call('ZREM', K.TURNS, lane)
  end
end

local function enqueue(id, lane)
  redis.call('RPUSH', K.LANE .. lane, id)
  if redis.call('SADD', K.LANES, lane) == 1 then
    take_turn(lane)
  end
end

local function to_outbox(id, released)
  redis.call('ZADD', K.OUTBOX, now(), id)
  released[#released + 1] = id
  released[#released + 1] = field(id, 'runtime')
end

local function release_first(lane, released)
  local id = redis.call('LPOP', K.LANE .. lane)
  take_turn(lane)
  forget_empty(lane)
  redis.call('ZADD', K.RELEASED, now(), id)
  redis.call('HINCRBY', K.WINDOWS, lane, 1)
  to_outbox(id, released)
end

-- The slots of all workers that live and take jobs.
local function capacity()
  local slots = 0
  for _, worker in ipairs(redis.call('ZRANGE', K.BEATS, '(' .. now(), '+inf', 'BYSCORE')) do
    slots = slots + tonumber(redis.call('HGET', K.SLOTS, worker) or 0)
  end
  return slots
end

-- First the lane that was touched, up to its window; every other lane's window is full already. Then free slots in turn.
-- Answers job, runtime, job, runtime, …
local function release(lane)
  local released = {}
  if lane ~= nil then
    while not backlog_is_empty(lane) and tonumber(redis.call('HGET', K.WINDOWS, lane) or 0) < window(lane) do
      release_first(lane, released)
    end
  end
  local free = capacity() - redis.call('ZCARD', K.RELEASED)
  local first = redis.call('ZRANGE', K.TURNS, 0, 0)[1]
  while free > 0 and first do
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
  else
    redis.call('LREM', K.LANE .. lane, 1, id)
    forget_empty(lane)
  end
end

-- The end --------------------------------------------------------------------

-- result: at, status, reason, message, verdict, usage, artifacts (all but at and status JSON), keepMs, then each artifact
-- as JSON. The caller has checked that the move is legal. Answers what was released.
local function finish(id, result)
  local at, status, reason, message, verdict, usage, artifacts, keep = unpack(result, 1, 8)
  for i = 9, #result do
    record(id, '{"type":"artifact","seq":0,"at":"' .. at .. '","attempt":' .. field(id, 'attempt') .. ',"artifact":'
      .. result[i] .. '}')
  end
  redis.call('HSET', K.JOB .. id, 'status', status, 'worker', '', 'finishedAt', at, 'verdict', verdict, 'usage', usage,
    'artifacts', artifacts)
  record_status(id, at, reason, message)
  redis.call('HDEL', K.RUNNING, id)
  local lane = field(id, 'lane')
  leave_lane(id, lane)
  redis.call('PEXPIRE', K.JOB .. id, keep)
  redis.call('PEXPIRE', K.EVENTS .. id, keep)
  wake(id)
  return release(lane)
end
