-- ARGV: id, keepMs, then the result (see finish) for its jobs that wait
local id, keep = ARGV[1], ARGV[2]
if redis.call('EXISTS', K.SESSION .. id) == 0 then
  return {'GONE'}
end
local stopping, released = drop(id, {unpack(ARGV, 3)})
local last = read_session(id)
forget_session(id, keep)
return {'DONE', last, stopping, released}
