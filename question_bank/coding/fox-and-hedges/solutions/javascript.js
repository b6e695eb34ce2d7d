const DIRECTIONS = [[-1, 0], [1, 0], [0, -1], [0, 1]];

function fewestMoves(garden) {
  const squareAt = (row, column) => garden[row]?.[column]; // undefined off the board
  const seen = garden.map((line) => new Array(line.length).fill(false));
  const start = garden.findIndex((line) => line.includes("F"));
  let frontier = [[start, garden[start].indexOf("F")]];
  seen[start][frontier[0][1]] = true;

  for (let moves = 0; frontier.length > 0; moves++) {
    const following = [];
    for (const [row, column] of frontier) {
      if (squareAt(row, column) === "D") return moves;
      for (const [down, right] of DIRECTIONS) {
        const reach = squareAt(row + down, column + right) === "#" ? 2 : 1;
        const y = row + reach * down;
        const x = column + reach * right;
        const landing = squareAt(y, x);
        if (landing === undefined || landing === "#" || seen[y][x]) continue;
        seen[y][x] = true;
        following.push([y, x]);
      }
    }
    frontier = following;
  }
  return -1;
}
