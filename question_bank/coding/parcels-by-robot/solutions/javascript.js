const CLOCKWISE = "^>v<";
const STEPS = { "^": [-1, 0], ">": [0, 1], v: [1, 0], "<": [0, -1] };

function deliveries(level, commands) {
  // The next tile in a direction, or the same one if the way is blocked.
  const moved = ([row, column], direction) => {
    const [down, right] = STEPS[direction];
    const tile = level[row + down]?.[column + right] ?? "#";
    return tile === "#" ? [row, column] : [row + down, column + right];
  };

  const startRow = level.findIndex((line) => line.includes("S"));
  let place = [startRow, level[startRow].indexOf("S")];
  let heading = CLOCKWISE.indexOf(">");
  const served = new Map(); // doors in the order of delivery
  for (const command of commands) {
    if (command === "F") place = moved(place, CLOCKWISE[heading]);
    else heading = (heading + (command === "R" ? 1 : 3)) % 4;

    const tile = level[place[0]][place[1]];
    if (tile in STEPS) place = moved(place, tile);
    if (level[place[0]][place[1]] === "D") served.set(place.join(), place);
  }
  return [...served.values()];
}
