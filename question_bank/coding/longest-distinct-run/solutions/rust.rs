use std::collections::HashMap;

impl Solution {
    pub fn longest_distinct_run(text: String) -> i32 {
        let mut next_start: HashMap<char, usize> = HashMap::new(); // behind each symbol's last place
        let mut best = 0;
        let mut left = 0;
        for (right, symbol) in text.chars().enumerate() {
            if let Some(start) = next_start.insert(symbol, right + 1) {
                left = left.max(start);
            }
            best = best.max(right + 1 - left);
        }
        best as i32
    }
}
