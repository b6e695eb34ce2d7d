const MODULUS: i32 = 1_000_000_007; // the sum of two remainders still fits into an i32

impl Solution {
    pub fn count_climbs(steps: i32, broken: Vec<i32>) -> i32 {
        let steps = steps as usize;
        let mut unusable = vec![false; steps + 1];
        for step in broken {
            unusable[step as usize] = true;
        }
        let (mut below, mut here) = (0, 1); // nothing lies under the floor, and there is one way to stand on it
        for step in 1..=steps {
            let reached = if unusable[step] { 0 } else { (below + here) % MODULUS };
            (below, here) = (here, reached);
        }
        here
    }
}
