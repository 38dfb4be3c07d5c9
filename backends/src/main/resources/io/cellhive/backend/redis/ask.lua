-- ARGV: id, attempt, at, prompt (JSON), password (true or false). Answers the question's number, or 0 when the job does not
-- run in this attempt. While a question is open, asking again is the same question.
local id, attempt, at, prompt, password = unpack(ARGV)
if field(id, 'status') ~= 'RUNNING' or field(id, 'attempt') ~= attempt then
  return 0
end
local number = (tonumber(field(id, 'given')) or 0) + 1
if field(id, 'input') == '' then
  local asked = '"number":' .. number .. ',"prompt":' .. prompt .. ',"password":' .. password
  forget_question(id)
  record(id, {'{"type":"input_request","seq":0,"at":"' .. at .. '","attempt":' .. attempt .. ',' .. asked .. '}'},
    {'input', '{' .. asked .. ',"askedAt":"' .. at .. '"}', 'secret', password})
  wake(id)
end
return number
