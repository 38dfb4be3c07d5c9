-- ARGV: id, attempt ('' for whatever it is), how many events the attempt told before, how many it tells last, these as JSON,
-- then the result (see finish). Answers no job.
local id, attempt, after, count = unpack(ARGV, 1, 4)
local status, running, told = fields(id, 'status', 'attempt', 'shown')
if status == '' then
  return {'REFUSED'}
end
local result = {unpack(ARGV, 5 + count)}
if not legal(status, result[2]) or (attempt ~= '' and (status ~= 'RUNNING' or running ~= attempt)) then
  return {'REFUSED', read(id)}
end
local last = untold(told, after, {unpack(ARGV, 5, 4 + count)})
if not last then
  return {'GAP'}
end
return {'DONE', {}, finish(id, result, last)}
