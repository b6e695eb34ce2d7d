use std::collections::HashMap;

impl Solution {
    pub fn two_sum(nums: Vec<i32>, target: i32) -> Vec<i32> {
        let mut seen_at: HashMap<i32, i32> = HashMap::new();
        for (index, &value) in (0..).zip(&nums) {
            if let Some(&earlier) = seen_at.get(&(target - value)) {
                return vec![earlier, index];
            }
            seen_at.insert(value, index);
        }
        vec![]
    }
}
