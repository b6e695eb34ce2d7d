impl Solution {
    pub fn find_rotated(values: Vec<i32>, target: i32) -> i32 {
        let (mut low, mut high) = (0, values.len()); // high is behind the last candidate
        while low < high {
            let middle = low + (high - low) / 2;
            let value = values[middle];
            if value == target {
                return middle as i32;
            }
            let is_right = if values[low] <= value {
                !(values[low] <= target && target < value) // the left half is in order
            } else {
                value < target && target <= values[high - 1]
            };
            if is_right {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        -1
    }
}
