class RequestLimiter {
  #limit;
  #window;
  #allowed = new Map(); // for each user the latest times, in a ring of at most `limit` places

  constructor(limit, window) {
    this.#limit = limit;
    this.#window = window;
  }

  allow(user, time) {
    let ring = this.#allowed.get(user);
    if (!ring) this.#allowed.set(user, (ring = { times: [], oldest: 0 }));

    if (ring.times.length < this.#limit) {
      ring.times.push(time);
      return true;
    }
    if (ring.times[ring.oldest] > time - this.#window) return false;
    ring.times[ring.oldest] = time;
    ring.oldest = (ring.oldest + 1) % this.#limit;
    return true;
  }
}
