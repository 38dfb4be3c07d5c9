-- ARGV: id, attempt ('' for whatever it is), how many events the attempt told before, how many it tells last, these as JSON,
-- then the result (see finish). Answers no job.
local id, attempt, after, count = unpack(ARGV, 1, 4)
local status, running, told = fields(id, 'status', 'attempt', 'shown')
if status == '' then
  return {'REFUSED'}
end
local result = {unpack(ARGV, 5 + count)}
if running == attempt and ended(status) then
  local verdict, usage = fields(id, 'verdict', 'usage')
  if status == result[2] and verdict == result[5] and usage == result[6] then
    -- The answer was lost. What was released then is in the outbox.
    return {'DONE', {}, {}}
  end
end
if not legal(status, result[2]) or (attempt ~= '' and (status ~= 'RUNNING' or running ~= attempt)) then
  return {'REFUSED', read(id)}
end
local last = untold(told, after, {unpack(ARGV, 5, 4 + count)})
if not last then
  return {'GAP'}
end
return {'DONE', {}, finish(id, result, last)}
