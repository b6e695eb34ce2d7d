function longestDistinctRun(text) {
  const lastAt = new Map();
  let best = 0;
  let left = 0;
  let right = 0;
  for (const symbol of text) { // by code point, where an index would count UTF-16 units
    left = Math.max(left, (lastAt.get(symbol) ?? -1) + 1);
    lastAt.set(symbol, right);
    right++;
    best = Math.max(best, right - left);
  }
  return best;
}
