function findRun(values, target) {
  const start = countBelow(values, target);
  const end = countBelow(values, target + 1);
  return start < end ? [start, end - 1] : [-1, -1];
}

/** How many values are smaller than the bound, which is the index of the first that is not. */
function countBelow(values, bound) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
