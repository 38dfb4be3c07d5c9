-- ARGV: usedBeforeMs, keepMs, how many at once. Answers how many are forgotten.
local count = 0
for _, id in ipairs(redis.call('ZRANGE', K.SESSIONS, '-inf', '(' .. ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[3])) do
  if of_session(id, 'current') == '' then
    forget_session(id, ARGV[2])
    count = count + 1
  end
end
return count
