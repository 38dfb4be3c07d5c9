-- ARGV: id, attempt ('' for whatever it is), then the result (see finish)
local id, attempt = ARGV[1], ARGV[2]
local status, running = fields(id, 'status', 'attempt')
if status == '' then
  return {'REFUSED'}
end
if not legal(status, ARGV[4]) or (attempt ~= '' and (status ~= 'RUNNING' or running ~= attempt)) then
  return {'REFUSED', read(id)}
end
return {'DONE', {}, finish(id, {unpack(ARGV, 3)})}
