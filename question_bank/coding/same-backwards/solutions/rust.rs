impl Solution {
    pub fn reads_both_ways(text: String) -> bool {
        let mut kept = text.bytes().filter(u8::is_ascii_alphanumeric);
        // When an odd one is left in the middle, there is no back for it and the loop ends.
        while let (Some(front), Some(back)) = (kept.next(), kept.next_back()) {
            if !front.eq_ignore_ascii_case(&back) {
                return false;
            }
        }
        true
    }
}
