impl Solution {
    pub fn longest_stretch(bulbs: String, spares: i32) -> i32 {
        let bulbs = bulbs.as_bytes();
        let spares = spares as usize;
        let mut counts = [0; 26];
        let mut most = 0;
        let mut left = 0;
        for (right, colour) in bulbs.iter().enumerate() {
            let count = &mut counts[usize::from(colour - b'A')];
            *count += 1;
            most = most.max(*count);
            if right - left + 1 > most + spares {
                // The window moves on without ever getting smaller.
                counts[usize::from(bulbs[left] - b'A')] -= 1;
                left += 1;
            }
        }
        (bulbs.len() - left) as i32
    }
}
