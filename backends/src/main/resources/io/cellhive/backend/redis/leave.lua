-- ARGV: worker
redis.call('ZREM', K.BEATS, ARGV[1])
redis.call('SET', K.LEFT .. ARGV[1], '', 'PX', 60000) -- longer than any grace
redis.call('HDEL', K.WORKERS, ARGV[1])
redis.call('HDEL', K.SLOTS, ARGV[1])
return 1
