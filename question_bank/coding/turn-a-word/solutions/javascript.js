// The word with a star in each of its places; words with a pattern in common are one move apart.
function patternsOf(word) {
  return Array.from(word, (_, at) => `${word.slice(0, at)}*${word.slice(at + 1)}`);
}

function fewestChanges(words, start, goal) {
  const matching = new Map();
  for (const word of words) {
    for (const pattern of patternsOf(word)) {
      if (!matching.has(pattern)) matching.set(pattern, []);
      matching.get(pattern).push(word);
    }
  }

  const reached = new Set([start]);
  let frontier = [start];
  for (let moves = 0; frontier.length > 0; moves++) {
    const following = [];
    for (const word of frontier) {
      if (word === goal) return moves;
      for (const pattern of patternsOf(word)) {
        for (const next of matching.get(pattern) ?? []) {
          if (reached.has(next)) continue;
          reached.add(next);
          following.push(next);
        }
        matching.delete(pattern); // all of its words have been reached
      }
    }
    frontier = following;
  }
  return -1;
}
