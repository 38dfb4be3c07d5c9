-- ARGV: 'session', 'owner' or 'worker', and whose. Answers the sessions, an owner's by their last use.
local by, whose = unpack(ARGV)
local ids = {}
if by == 'owner' then
  ids = redis.call('ZRANGE', K.SESSIONS_OF .. whose, 0, -1)
elseif by == 'worker' then
  ids = redis.call('SMEMBERS', K.HELD .. whose)
elseif redis.call('EXISTS', K.SESSION .. whose) == 1 then
  ids = {whose}
end
local found = {}
for i, id in ipairs(ids) do
  found[i] = read_session(id)
end
return found
