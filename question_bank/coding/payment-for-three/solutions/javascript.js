function nearestTotal(amounts, payment) {
  const ordered = amounts.toSorted((a, b) => a - b);
  let nearest = ordered[0] + ordered[1] + ordered[2];
  let distance = Math.abs(nearest - payment);
  for (let first = 0; first < ordered.length - 2; first++) {
    let low = first + 1;
    let high = ordered.length - 1;
    while (low < high) {
      const total = ordered[first] + ordered[low] + ordered[high];
      const gap = Math.abs(total - payment);
      if (gap < distance || (gap === distance && total < nearest)) {
        nearest = total;
        distance = gap;
      }
      if (total < payment) low++;
      else high--;
    }
  }
  return nearest;
}
