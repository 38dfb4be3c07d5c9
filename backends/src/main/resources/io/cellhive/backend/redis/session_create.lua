-- ARGV: id, owner, session (JSON), usedMs, how many its owner may have, then name and JSON of each file
local id, owner, session, used, most = unpack(ARGV, 1, 5)
local own = redis.call('ZRANGE', K.SESSIONS_OF .. owner, 0, -1)
if #own >= tonumber(most) then
  for i = 1, #own do
    own[i] = read_session(own[i])
  end
  return {'TOO_MANY', own}
end
redis.call('HSET', K.SESSION .. id, 'session', session, 'owner', owner, 'usedMs', used, 'executionCount', 0,
  'generation', 0, 'epoch', 0, 'holder', '', 'current', '')
for i = 6, #ARGV, 2 do
  redis.call('HSET', K.SESSION_FILES .. id, ARGV[i], ARGV[i + 1])
end
redis.call('ZADD', K.SESSIONS, used, id)
redis.call('ZADD', K.SESSIONS_OF .. owner, used, id)
return {'CREATED'}
