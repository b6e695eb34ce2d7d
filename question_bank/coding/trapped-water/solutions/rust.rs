impl Solution {
    pub fn trapped_water(heights: Vec<i32>) -> i64 {
        let (mut left, mut right) = (0, heights.len().saturating_sub(1));
        let (mut left_wall, mut right_wall) = (0, 0);
        let mut total = 0;
        while left < right {
            if heights[left] < heights[right] {
                left_wall = left_wall.max(heights[left]);
                total += i64::from(left_wall - heights[left]);
                left += 1;
            } else {
                right_wall = right_wall.max(heights[right]);
                total += i64::from(right_wall - heights[right]);
                right -= 1;
            }
        }
        total
    }
}
