-- KEYS[1]: a string; ARGV: its new value and when it expires, in milliseconds of the epoch, 0 for never. The value is JSON that begins with its
-- position. Leaves a value alone that bears the same or a newer position. Answers how many were written.
local function position(json)
  return tonumber(string.match(json, '^{"position":(%d+)'))
end

local key, value, expires = KEYS[1], ARGV[1], ARGV[2]
local known = position(redis.call('GETRANGE', key, 0, 40))
if known and known >= position(value) then
  return 0
elseif expires == '0' then
  redis.call('SET', key, value)
else
  redis.call('SET', key, value, 'PXAT', expires)
end
return 1
