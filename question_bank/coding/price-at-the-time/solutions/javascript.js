const NO_PRICE = -1;

class PriceArchive {
  #changes = new Map(); // for each article its changes, in the order of time

  setPrice(article, price, time) {
    const changes = this.#changes.get(article);
    if (changes) changes.push({ time, price });
    else this.#changes.set(article, [{ time, price }]);
  }

  priceAt(article, time) {
    const changes = this.#changes.get(article) ?? [];
    const firstLater = countUpTo(changes, time);
    return firstLater === 0 ? NO_PRICE : changes[firstLater - 1].price;
  }
}

/** How many changes, which are in the order of time, are not later than the given time. */
function countUpTo(changes, time) {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle].time <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
