function shortestPiece(tape, letters) {
  const needed = new Map(); // below zero: the piece has more of this letter than it needs
  const add = (letter, change) => needed.set(letter, (needed.get(letter) ?? 0) + change);
  for (const letter of letters) add(letter, 1);

  let missing = letters.length;
  let start = 0;
  let length = Infinity;
  let left = 0;
  for (let right = 0; right < tape.length; right++) {
    if (needed.get(tape[right]) > 0) missing--;
    add(tape[right], -1);
    if (missing > 0) continue;
    while (needed.get(tape[left]) < 0) {
      add(tape[left], 1);
      left++;
    }
    if (right + 1 - left < length) {
      start = left;
      length = right + 1 - left;
    }
  }
  return length === Infinity ? "" : tape.slice(start, start + length);
}
