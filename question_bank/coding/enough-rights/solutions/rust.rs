impl Solution {
    pub fn count_admitted(granted: Vec<i32>, revoked: Vec<i32>, required: i32) -> i32 {
        granted
            .iter()
            .zip(&revoked)
            .map(|(given, taken)| given & !taken)
            .filter(|held| held & required == required)
            .count() as i32
    }
}
