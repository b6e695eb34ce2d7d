class ReadingBuffer {
  #slots;
  #added = 0; // readings that ever came in
  #total = 0;

  constructor(size) {
    this.#slots = new Int32Array(size);
  }

  add(reading) {
    const slot = this.#added % this.#slots.length;
    this.#total += reading - this.#slots[slot]; // a slot that was never used holds 0
    this.#slots[slot] = reading;
    this.#added++;
  }

  back(steps) {
    const size = this.#slots.length;
    if (steps >= Math.min(this.#added, size)) return null;
    return this.#slots[(this.#added - 1 - steps) % size];
  }

  total() {
    return this.#total;
  }
}
