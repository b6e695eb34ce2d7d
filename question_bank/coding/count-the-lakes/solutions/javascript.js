function countLakes(rows) {
  const unseen = rows.map((line) => [...line].map((square) => square === "~"));
  const drain = (row, column) => {
    const toVisit = [[row, column]];
    unseen[row][column] = false;
    while (toVisit.length > 0) {
      const [y, x] = toVisit.pop();
      for (const [nextY, nextX] of [[y - 1, x], [y + 1, x], [y, x - 1], [y, x + 1]]) {
        if (unseen[nextY]?.[nextX]) {
          unseen[nextY][nextX] = false;
          toVisit.push([nextY, nextX]);
        }
      }
    }
  };

  let lakes = 0;
  for (const [row, line] of unseen.entries()) {
    for (let column = 0; column < line.length; column++) {
      if (!line[column]) continue;
      lakes++;
      drain(row, column);
    }
  }
  return lakes;
}
