-- ARGV: worker
redis.call('ZREM', K.BEATS, ARGV[1])
redis.call('HDEL', K.WORKERS, ARGV[1])
redis.call('HDEL', K.SLOTS, ARGV[1])
return 1
