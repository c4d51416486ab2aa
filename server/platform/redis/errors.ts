/** A Redis that must not be used as it is: a sentence for whoever runs it that says what to do. */
export class RedisUnusable extends Error {
  override readonly name = 'RedisUnusable';
}

/** There is no connection to Redis now: nothing was sent. */
export class RedisAway extends Error {
  override readonly name = 'RedisAway';
}
