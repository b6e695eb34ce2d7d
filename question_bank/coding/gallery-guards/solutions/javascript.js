function countPlans(hall) {
  const size = hall.length;
  // What the guards placed so far can see: columns, and diagonals by the difference or the sum of row and column.
  const columns = new Set();
  const falling = new Set();
  const rising = new Set();

  const placeFrom = (row) => {
    if (row === size) return 1;
    let plans = 0;
    for (let column = 0; column < size; column++) {
      if (hall[row][column] === "x") continue;
      if (columns.has(column) || falling.has(row - column) || rising.has(row + column)) continue;
      columns.add(column);
      falling.add(row - column);
      rising.add(row + column);
      plans += placeFrom(row + 1);
      columns.delete(column);
      falling.delete(row - column);
      rising.delete(row + column);
    }
    return plans;
  };

  return placeFrom(0);
}
