-- ARGV: id, then the result (see finish) for a job that waits
local id = ARGV[1]
local status = field(id, 'status')
if status == '' then
  return {'REFUSED'}
end
if ended(status) then
  return {'REFUSED', read(id)}
end
local released = {}
if status == 'QUEUED' then
  released = finish(id, {unpack(ARGV, 2)})
else
  redis.call('HSETNX', K.JOB .. id, 'cancelRequestedAt', ARGV[2])
end
return {'DONE', read(id), released}
