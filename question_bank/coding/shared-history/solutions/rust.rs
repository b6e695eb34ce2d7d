impl Solution {
    pub fn longest_shared(ours: Vec<i32>, theirs: Vec<i32>) -> i32 {
        // One number for each beginning of theirs, the empty one included; the first stays 0 in both rows.
        let mut above = vec![0; theirs.len() + 1];
        let mut row = above.clone();
        for version in ours {
            for (at, &other) in theirs.iter().enumerate() {
                row[at + 1] = if version == other {
                    above[at] + 1
                } else {
                    above[at + 1].max(row[at])
                };
            }
            std::mem::swap(&mut above, &mut row);
        }
        above[theirs.len()]
    }
}
