function catchingTowers(heights) {
  const count = heights.length;
  const catchers = new Array(count).fill(-1);
  const waiting = []; // towers without an answer, never higher from one to the next
  for (let place = 0; place < 2 * count; place++) {
    const tower = place % count;
    while (waiting.length > 0 && heights[waiting.at(-1)] < heights[tower]) {
      catchers[waiting.pop()] = tower;
    }
    if (place < count) waiting.push(tower);
  }
  return catchers;
}
