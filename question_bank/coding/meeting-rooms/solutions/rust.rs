impl Solution {
    pub fn min_rooms(meetings: Vec<Vec<i32>>) -> i32 {
        let mut begin_times: Vec<i32> = meetings.iter().map(|meeting| meeting[0]).collect();
        let mut end_times: Vec<i32> = meetings.iter().map(|meeting| meeting[1]).collect();
        begin_times.sort_unstable();
        end_times.sort_unstable();
        let mut opened = 0;
        let mut released = 0;
        for begin in begin_times {
            if end_times[released] <= begin {
                released += 1; // the meeting that is over first hands its room on
            } else {
                opened += 1;
            }
        }
        opened
    }
}
