function largestShelf(sections) {
  let largest = 0;
  let position = 0;
  const openShelves = []; // what can still grow, higher from one to the next
  for (const [width, height] of [...sections, [0, 0]]) { // without room at the end, so that nothing stays open
    let start = position;
    while (openShelves.length > 0 && openShelves.at(-1).height >= height) {
      const shelf = openShelves.pop();
      start = shelf.start;
      largest = Math.max(largest, (position - start) * shelf.height);
    }
    openShelves.push({ start, height });
    position += width;
  }
  return BigInt(largest); // far below 2 ** 53, so the product of numbers is exact
}
