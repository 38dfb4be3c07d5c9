-- ARGV: id, attempt, then each event as JSON. Answers 1, or 0 when the job does not run in this attempt.
local id = ARGV[1]
if field(id, 'status') ~= 'RUNNING' or field(id, 'attempt') ~= ARGV[2] then
  return 0
end
for i = 3, #ARGV do
  record(id, ARGV[i])
end
wake(id)
return 1
