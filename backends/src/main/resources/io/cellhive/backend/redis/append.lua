-- ARGV: id, attempt, how many outputs this attempt has already, then each event as JSON.
-- Answers 1 (also when just these were appended before), 0 when the job does not run in this attempt, -1 for a gap.
local id = ARGV[1]
if field(id, 'status') ~= 'RUNNING' or field(id, 'attempt') ~= ARGV[2] then
  return 0
end
local shown, after, count = tonumber(redis.call('HGET', K.JOB .. id, 'shown') or 0), tonumber(ARGV[3]), #ARGV - 3
if shown ~= after then
  return shown == after + count and 1 or -1
end
for i = 4, #ARGV do
  record(id, ARGV[i])
end
redis.call('HINCRBY', K.JOB .. id, 'shown', count)
wake(id)
return 1
