const MODULUS = 1_000_000_007;

function countClimbs(steps, broken) {
  const unusable = new Set(broken);
  let [below, here] = [0, 1]; // nothing lies under the floor, and there is one way to stand on it
  for (let step = 1; step <= steps; step++) {
    const reached = unusable.has(step) ? 0 : (below + here) % MODULUS;
    below = here;
    here = reached;
  }
  return here;
}
