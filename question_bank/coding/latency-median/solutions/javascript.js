class LatencyMedian {
  #lower = new Heap((a, b) => a > b); // the smaller half, its largest on top
  #upper = new Heap((a, b) => a < b); // the larger half, at most one shorter than the smaller

  add(latency) {
    // What goes into one half passes through the other, so that the halves stay in order.
    if (this.#lower.size === this.#upper.size) {
      this.#upper.push(latency);
      this.#lower.push(this.#upper.pop());
    } else {
      this.#lower.push(latency);
      this.#upper.push(this.#lower.pop());
    }
  }

  median() {
    if (this.#lower.size === 0) return -1;
    const middle = this.#lower.top;
    if (this.#lower.size > this.#upper.size) return middle;
    return (middle + this.#upper.top) / 2;
  }
}

class Heap {
  #items = [];
  #before;

  constructor(before) {
    this.#before = before;
  }

  get size() {
    return this.#items.length;
  }

  get top() {
    return this.#items[0];
  }

  push(item) {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(item, items[parent])) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }

  pop() {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (items.length > 0) this.#sink(last);
    return top;
  }

  /** Puts an item in the place of the one on top, and lets it down to where it belongs. */
  #sink(item) {
    const items = this.#items;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.#before(items[child + 1], items[child])) child++;
      if (!this.#before(items[child], item)) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = item;
  }
}
