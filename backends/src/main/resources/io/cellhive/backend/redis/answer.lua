-- ARGV: id, number, at, value, value as JSON. A password is kept apart until the attempt asks again or ends.
local id, number, at, value, json = unpack(ARGV)
local status = field(id, 'status')
if status == '' then
  return {'REFUSED'}
end
if status ~= 'RUNNING' or field(id, 'input') == '' or (tonumber(field(id, 'given')) or 0) + 1 ~= tonumber(number) then
  return {'REFUSED', read(id)}
end
local shown = field(id, 'secret') == 'true' and 'null' or json
local given = '"number":' .. number .. ',"value":' .. shown
local before, attempt = fields(id, 'inputs', 'attempt')
forget_question(id)
redis.call('HINCRBY', K.JOB .. id, 'given', 1)
record(id, {'{"type":"input_reply","seq":0,"at":"' .. at .. '","attempt":' .. attempt .. ',' .. given .. '}'},
  {'inputs', (before == '' and '' or before .. ',') .. '{' .. given .. '}', 'answered', attempt .. ' ' .. number,
    'answer', value})
wake(id)
return {'DONE', read(id), {}}
