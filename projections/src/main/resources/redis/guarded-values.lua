-- KEYS: strings; ARGV: their new values. Every value is JSON that begins with its position.
-- Leaves a value alone that bears the same or a newer position. Answers how many were written.
local function position(json)
  return tonumber(string.match(json, '^{"position":(%d+)'))
end

local written = 0
for i, key in ipairs(KEYS) do
  local known = position(redis.call('GETRANGE', key, 0, 40))
  if not known or known < position(ARGV[i]) then
    redis.call('SET', key, ARGV[i])
    written = written + 1
  end
end
return written
