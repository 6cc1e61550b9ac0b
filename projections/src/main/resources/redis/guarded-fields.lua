-- KEYS[1]: a hash; ARGV: fields, each followed by its new value. Every value is JSON that begins with its position.
-- Leaves a field alone that bears the same or a newer position. Answers how many were written.
local function position(json)
  return json and tonumber(string.match(json, '^{"position":(%d+)'))
end

local written = 0
for i = 1, #ARGV, 2 do
  local field, value = ARGV[i], ARGV[i + 1]
  local known = position(redis.call('HGET', KEYS[1], field))
  if not known or known < position(value) then
    redis.call('HSET', KEYS[1], field, value)
    written = written + 1
  end
end
return written
