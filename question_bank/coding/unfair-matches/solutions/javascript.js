function countUnfair(root) {
  // The rounds of this part of the draw, and the number of unfair matches in it.
  function side(match) {
    if (match === null) return { rounds: 0, unfair: 0 };
    const left = side(match.left);
    const right = side(match.right);
    const isUnfair = Math.abs(left.rounds - right.rounds) > 1;
    return {
      rounds: Math.max(left.rounds, right.rounds) + 1,
      unfair: left.unfair + right.unfair + (isUnfair ? 1 : 0),
    };
  }

  return side(root).unfair;
}
