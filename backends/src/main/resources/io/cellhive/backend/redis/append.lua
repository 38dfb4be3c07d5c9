-- ARGV: id, attempt, how many events this attempt told before, then each event as JSON.
-- Answers 1 (also when just these were appended before), 0 when the job does not run in this attempt, -1 for a gap.
local id = ARGV[1]
local status, attempt, told = fields(id, 'status', 'attempt', 'shown')
if status ~= 'RUNNING' or attempt ~= ARGV[2] then
  return 0
end
local new = untold(told, ARGV[3], {unpack(ARGV, 4)})
if new and #new > 0 then
  record(id, new, {'shown', ARGV[3] + #new})
  wake(id)
end
return new and 1 or -1
