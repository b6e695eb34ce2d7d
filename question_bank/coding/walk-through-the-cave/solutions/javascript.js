function bestWalk(root) {
  let best = root.val;

  // The most that a walk can collect that starts in this chamber and only goes down.
  function gain(chamber) {
    if (chamber === null) return 0;
    const left = Math.max(0, gain(chamber.left));
    const right = Math.max(0, gain(chamber.right));
    best = Math.max(best, left + chamber.val + right);
    return chamber.val + Math.max(left, right);
  }

  gain(root);
  return best;
}
