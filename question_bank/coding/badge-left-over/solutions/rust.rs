impl Solution {
    pub fn badge_left_over(scans: Vec<i32>) -> i32 {
        scans.iter().fold(0, |left_over, badge| left_over ^ badge)
    }
}
