function widestLevel(root) {
  let best = 0;
  let row = root ? [root] : [];
  while (row.length > 0) {
    best = Math.max(best, row.length);
    row = row.flatMap(({ left, right }) => [left, right]).filter((child) => child);
  }
  return best;
}
