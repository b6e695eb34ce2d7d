impl Solution {
    pub fn add_booking(mut plan: Vec<Vec<i32>>, booking: Vec<i32>) -> Vec<Vec<i32>> {
        let (mut start, mut end) = (booking[0], booking[1]);
        // Starts and ends both ascend along the plan, so that the blocks to unite can be found by halving.
        let first = plan.partition_point(|block| block[1] < start);
        let behind = plan.partition_point(|block| block[0] <= end);
        if let [earliest, ..] = &plan[first..behind] {
            start = start.min(earliest[0]);
            end = end.max(plan[behind - 1][1]);
        }
        plan.splice(first..behind, [vec![start, end]]);
        plan
    }
}
