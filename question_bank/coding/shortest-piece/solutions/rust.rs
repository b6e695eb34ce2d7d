impl Solution {
    pub fn shortest_piece(tape: String, letters: String) -> String {
        let index = |letter: u8| usize::from(letter - b'a');
        let mut needed = [0; 26]; // below zero: the piece has more of this letter than it needs
        for letter in letters.bytes() {
            needed[index(letter)] += 1;
        }
        let bytes = tape.as_bytes();
        let mut missing = letters.len();
        let mut best: Option<&str> = None;
        let mut left = 0;
        for (right, &letter) in bytes.iter().enumerate() {
            if needed[index(letter)] > 0 {
                missing -= 1;
            }
            needed[index(letter)] -= 1;
            if missing > 0 {
                continue;
            }
            while needed[index(bytes[left])] < 0 {
                needed[index(bytes[left])] += 1;
                left += 1;
            }
            let piece = &tape[left..=right];
            if best.is_none_or(|shortest| piece.len() < shortest.len()) {
                best = Some(piece);
            }
        }
        best.unwrap_or_default().to_string()
    }
}
