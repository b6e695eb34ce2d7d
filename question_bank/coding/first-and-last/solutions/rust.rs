impl Solution {
    pub fn find_run(values: Vec<i32>, target: i32) -> Vec<i32> {
        let start = values.partition_point(|&value| value < target) as i32;
        let end = values.partition_point(|&value| value <= target) as i32;
        if start < end {
            vec![start, end - 1]
        } else {
            vec![-1, -1]
        }
    }
}
