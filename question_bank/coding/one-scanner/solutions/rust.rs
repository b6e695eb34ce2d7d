impl Solution {
    pub fn most_examinations(requests: Vec<Vec<i32>>, cleaning: i32) -> i32 {
        let mut by_end: Vec<(i32, i32)> = requests.iter().map(|request| (request[1], request[0])).collect();
        by_end.sort_unstable();
        let mut accepted = 0;
        let mut ready_at = 0;
        for (end, start) in by_end {
            if start >= ready_at {
                accepted += 1;
                ready_at = end + cleaning;
            }
        }
        accepted
    }
}
