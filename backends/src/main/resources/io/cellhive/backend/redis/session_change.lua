-- ARGV: id, what, two arguments of it, keepMs, then the result (see finish) for its jobs that wait
local id, what, first, second, keep = unpack(ARGV, 1, 5)
local key = K.SESSION .. id
if redis.call('EXISTS', key) == 0 then
  return {'GONE'}
end
local stopping, released = '', {}
if what == 'limits' then
  redis.call('HSET', key, 'nextLimits', first)
elseif what == 'put' then
  redis.call('HSET', K.SESSION_FILES .. id, first, second)
elseif what == 'remove' then
  redis.call('HDEL', K.SESSION_FILES .. id, first)
elseif what == 'rewind' then
  if of_session(id, 'current') ~= '' then
    return {'BUSY'}
  end
  forget_cells(id, tonumber(first), keep)
  local count = math.min(tonumber(of_session(id, 'executionCount')), tonumber(first) - 1)
  redis.call('HSET', key, 'executionCount', count)
else
  stopping, released = drop(id, {unpack(ARGV, 6)})
  forget_cells(id, 0, keep)
  redis.call('HSET', key, 'executionCount', 0)
  redis.call('HINCRBY', key, 'generation', 1)
  local limits = of_session(id, 'nextLimits')
  if limits ~= '' then
    redis.call('HSET', key, 'limits', limits, 'nextLimits', '')
  end
end
use(id)
return {'DONE', read_session(id), stopping, released}
