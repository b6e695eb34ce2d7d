use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

impl Solution {
    pub fn frequent_lines(lines: Vec<String>, k: i32) -> Vec<String> {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for line in lines {
            *counts.entry(line).or_default() += 1;
        }

        // Ascending is best first, so the worst of the best is on top of the heap.
        let mut best = BinaryHeap::new();
        for (line, count) in counts {
            best.push((Reverse(count), line));
            if best.len() > k as usize {
                best.pop();
            }
        }
        best.into_sorted_vec().into_iter().map(|(_, line)| line).collect()
    }
}
