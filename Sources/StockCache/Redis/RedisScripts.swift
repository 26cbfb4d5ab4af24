#if Redis
  /// What Redis does in one step, in Lua.
  ///
  /// All of a database's stock is one hash, so that it is in one slot of a cluster, and there as a whole
  /// or not at all: `committed:17` and `taken:17` of each product, `take:…` with the lines of each take
  /// that is not settled, and `owner`, the connection that wrote it. A script does nothing for anybody
  /// else: what an earlier connection has sent, and Redis reads late, cannot spoil what this one has
  /// written; and a hash that was lost, evicted or brought back from a dump is not mistaken for ours.
  struct RedisScript {
    let text: String
    /// Where Redis has it, as `SCRIPT LOAD` says.
    var digest = ""

    init(_ text: String) { self.text = text }

    func call(_ key: String, _ owner: String) -> RedisCommand {
      RedisCommand("EVALSHA", digest, "1", key, owner)
    }

    /// Sets the pieces of an order aside, all or none. Asked again with the same name it takes nothing
    /// more.
    ///
    /// `ARGV`: the owner, the name of the take, then a product and a quantity for each line.
    /// Answers nothing where it was taken, else two numbers for each line that cannot be served: which,
    /// counted from 0, and what is available, −1 where the product is not there.
    static let take = RedisScript(
      """
      local values = {'owner', ARGV[2]}
      for i = 3, #ARGV, 2 do
        values[i] = 'committed:' .. ARGV[i]
        values[i + 1] = 'taken:' .. ARGV[i]
      end
      values = redis.call('HMGET', KEYS[1], unpack(values))
      if values[1] ~= ARGV[1] then return redis.error_reply('STALE the stock is not ours') end
      if values[2] then return {} end

      local short, changes = {}, {ARGV[2], table.concat(ARGV, ' ', 3)}
      for i = 3, #ARGV, 2 do
        local committed, taken = values[i], values[i + 1] or 0
        local available = committed and math.max(0, committed - taken) or -1
        if available < tonumber(ARGV[i + 1]) then
          short[#short + 1] = (i - 3) / 2
          short[#short + 1] = available
        end
        changes[i] = 'taken:' .. ARGV[i]
        changes[i + 1] = taken + ARGV[i + 1]
      end
      if #short == 0 then redis.call('HSET', KEYS[1], unpack(changes)) end
      return short
      """)

    /// Writes what is committed, and settles takes: those that are not there any more are settled.
    ///
    /// `ARGV`: the owner, how many arguments fields and their values are, those, then names of takes.
    static let publish = RedisScript(
      """
      if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then
        return redis.error_reply('STALE the stock is not ours')
      end
      local last = 2 + ARGV[2]
      if last > 2 then redis.call('HSET', KEYS[1], unpack(ARGV, 3, last)) end
      if last == #ARGV then return 0 end

      local back = {}
      for _, lines in ipairs(redis.call('HMGET', KEYS[1], unpack(ARGV, last + 1))) do
        for product, quantity in string.gmatch(lines or '', '(%d+) (%d+)') do
          back[product] = (back[product] or 0) + quantity
        end
      end
      for product, quantity in pairs(back) do
        redis.call('HINCRBY', KEYS[1], 'taken:' .. product, -quantity)
      end
      return redis.call('HDEL', KEYS[1], unpack(ARGV, last + 1))
      """)
  }
#endif
