use std::iter::repeat;

impl Solution {
    pub fn unpack(packed: String) -> String {
        let mut original = String::new();
        let mut count: Option<u32> = None; // none until a digit is met
        for symbol in packed.chars() {
            match symbol.to_digit(10) {
                Some(digit) => count = Some(count.unwrap_or(0) * 10 + digit),
                None => {
                    let times = count.take().unwrap_or(1);
                    original.extend(repeat(symbol).take(times as usize));
                }
            }
        }
        original
    }
}
