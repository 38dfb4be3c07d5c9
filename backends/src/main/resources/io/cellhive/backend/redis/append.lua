-- ARGV: id, attempt, how many outputs this attempt has already, then each event as JSON.
-- Answers 1 (also when just these were appended before), 0 when the job does not run in this attempt, -1 for a gap.
local id = ARGV[1]
local status, attempt, before = fields(id, 'status', 'attempt', 'shown')
if status ~= 'RUNNING' or attempt ~= ARGV[2] then
  return 0
end
local shown, after, count = tonumber(before) or 0, tonumber(ARGV[3]), #ARGV - 3
if shown ~= after then
  return shown == after + count and 1 or -1
end
record(id, unpack(ARGV, 4))
redis.call('HINCRBY', K.JOB .. id, 'shown', count)
wake(id)
return 1
