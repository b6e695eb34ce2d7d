impl Solution {
    pub fn is_balanced(text: String) -> bool {
        let mut pending = Vec::new();
        for symbol in text.chars() {
            match symbol {
                '(' => pending.push(')'),
                '[' => pending.push(']'),
                '{' => pending.push('}'),
                ')' | ']' | '}' => {
                    if pending.pop() != Some(symbol) {
                        return false;
                    }
                }
                _ => {}
            }
        }
        pending.is_empty()
    }
}
