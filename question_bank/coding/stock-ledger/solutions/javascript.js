class StockLedger {
  #totals = [0]; // at each day the sum of all days before it, far below 2 ** 53

  constructor(changes) {
    for (const change of changes) this.record(change);
  }

  record(change) {
    this.#totals.push(this.#totals.at(-1) + change);
  }

  netChange(firstDay, lastDay) {
    return BigInt(this.#totals[lastDay + 1] - this.#totals[firstDay]);
  }
}
