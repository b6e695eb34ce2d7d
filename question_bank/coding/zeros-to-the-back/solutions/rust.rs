impl Solution {
    pub fn move_zeros(readings: &mut Vec<i32>) {
        let length = readings.len();
        readings.retain(|&reading| reading != 0); // closes the gaps in place and in order
        readings.resize(length, 0); // the room is still there, nothing is allocated
    }
}
