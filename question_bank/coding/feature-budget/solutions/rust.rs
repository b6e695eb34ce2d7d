impl Solution {
    pub fn best_release(efforts: Vec<i32>, values: Vec<i32>, budget: i32) -> i32 {
        let budget = budget as usize;
        let mut best = vec![0; budget + 1]; // the largest value that fits into each number of hours
        for (&effort, &value) in efforts.iter().zip(&values) {
            let effort = effort as usize;
            // Downwards, so that no feature is built twice.
            for hours in (effort..=budget).rev() {
                best[hours] = best[hours].max(best[hours - effort] + value);
            }
        }
        best[budget]
    }
}
