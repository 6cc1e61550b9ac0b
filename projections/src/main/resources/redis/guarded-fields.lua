-- KEYS: hashes; ARGV: for each a field and its new value. Every value is JSON that begins with its position.
-- Leaves a field alone that bears the same or a newer position. Answers how many were written.
local function position(json)
  return json and tonumber(string.match(json, '^{"position":(%d+)'))
end

local written = 0
for i, key in ipairs(KEYS) do
  local field, value = ARGV[2 * i - 1], ARGV[2 * i]
  local known = position(redis.call('HGET', key, field))
  if not known or known < position(value) then
    redis.call('HSET', key, field, value)
    written = written + 1
  end
end
return written
