function longestStretch(bulbs, spares) {
  const counts = new Map();
  let most = 0;
  let left = 0;
  for (let right = 0; right < bulbs.length; right++) {
    const count = (counts.get(bulbs[right]) ?? 0) + 1;
    counts.set(bulbs[right], count);
    most = Math.max(most, count);
    if (right - left + 1 > most + spares) { // the window moves on without ever getting smaller
      counts.set(bulbs[left], counts.get(bulbs[left]) - 1);
      left++;
    }
  }
  return bulbs.length - left;
}
