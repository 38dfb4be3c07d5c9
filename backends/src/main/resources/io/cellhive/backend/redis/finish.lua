-- ARGV: id, attempt ('' for whatever it is), then the result (see finish)
local id, attempt = ARGV[1], ARGV[2]
local status = field(id, 'status')
if status == '' then
  return {'REFUSED'}
end
if not legal(status, ARGV[4]) or (attempt ~= '' and (status ~= 'RUNNING' or field(id, 'attempt') ~= attempt)) then
  return {'REFUSED', read(id)}
end
local released = finish(id, {unpack(ARGV, 3)})
return {'DONE', read(id), released}
