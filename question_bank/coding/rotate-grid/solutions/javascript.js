function rotateGrid(grid) {
  const side = grid.length;
  for (let row = 0; row < side; row++) {
    for (let column = row + 1; column < side; column++) {
      [grid[row][column], grid[column][row]] = [grid[column][row], grid[row][column]];
    }
  }
  for (const line of grid) line.reverse();
}
