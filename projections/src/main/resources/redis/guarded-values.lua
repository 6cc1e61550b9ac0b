-- KEYS: strings; ARGV: for each its new value and when it expires, in milliseconds of the epoch, 0 for never. Every value is JSON that begins
-- with its position. Leaves a value alone that bears the same or a newer position. Answers how many were written.
local function position(json)
  return tonumber(string.match(json, '^{"position":(%d+)'))
end

local written = 0
for i, key in ipairs(KEYS) do
  local value, expires = ARGV[2 * i - 1], ARGV[2 * i]
  local known = position(redis.call('GETRANGE', key, 0, 40))
  if not known or known < position(value) then
    if expires == '0' then
      redis.call('SET', key, value)
    else
      redis.call('SET', key, value, 'PXAT', expires)
    end
    written = written + 1
  end
end
return written
