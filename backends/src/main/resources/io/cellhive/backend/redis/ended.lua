-- ARGV: id. Empty unless the job is over; else the job and its events.
local id = ARGV[1]
local status = field(id, 'status')
if status == '' or not ended(status) then
  return {}
end
return {read(id), redis.call('LRANGE', K.EVENTS .. id, 0, -1)}
