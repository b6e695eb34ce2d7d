impl Solution {
    pub fn therapy_slots(therapist: Vec<Vec<i32>>, room: Vec<Vec<i32>>) -> Vec<Vec<i32>> {
        let mut slots = Vec::new();
        let (mut t, mut r) = (0, 0);
        while t < therapist.len() && r < room.len() {
            let start = therapist[t][0].max(room[r][0]);
            let end = therapist[t][1].min(room[r][1]);
            if start < end {
                slots.push(vec![start, end]);
            }
            if therapist[t][1] < room[r][1] {
                t += 1; // nothing that follows can meet the window that ends first
            } else {
                r += 1;
            }
        }
        slots
    }
}
