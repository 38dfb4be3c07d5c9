-- ARGV: id, worker, epoch. Answers 1 when the session is nobody's now.
local id, worker, epoch = unpack(ARGV)
if of_session(id, 'holder') ~= worker or of_session(id, 'epoch') ~= epoch or of_session(id, 'current') ~= '' then
  return 0
end
hold(id, '')
return 1
