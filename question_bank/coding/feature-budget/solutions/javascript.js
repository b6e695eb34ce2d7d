function bestRelease(efforts, values, budget) {
  const best = new Array(budget + 1).fill(0); // the largest value that fits into each number of hours
  for (const [feature, effort] of efforts.entries()) {
    // Downwards, so that no feature is built twice.
    for (let hours = budget; hours >= effort; hours--) {
      best[hours] = Math.max(best[hours], best[hours - effort] + values[feature]);
    }
  }
  return best[budget];
}
