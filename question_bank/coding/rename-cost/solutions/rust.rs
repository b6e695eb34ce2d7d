impl Solution {
    pub fn rename_cost(current: String, wanted: String, insert: i32, remove: i32, replace: i32) -> i32 {
        // From nothing to each beginning of wanted.
        let mut above: Vec<i32> = (0..=wanted.len() as i32).map(|length| insert * length).collect();
        let mut row = above.clone();
        for letter in current.bytes() {
            row[0] = above[0] + remove;
            for (at, other) in wanted.bytes().enumerate() {
                row[at + 1] = if letter == other {
                    above[at]
                } else {
                    (above[at] + replace)
                        .min(above[at + 1] + remove)
                        .min(row[at] + insert)
                };
            }
            std::mem::swap(&mut above, &mut row);
        }
        above[wanted.len()]
    }
}
