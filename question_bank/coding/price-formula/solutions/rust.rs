use std::collections::HashMap;

/// Recursive descent: each method reads one level of the grammar and leaves the rest of the text for the next.
struct Formula<'a> {
    rest: &'a str,
    values: &'a HashMap<String, i32>,
}

impl Formula<'_> {
    fn take(&mut self, symbol: char) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(symbol) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> i32 {
        let mut result = self.product();
        loop {
            if self.take('+') {
                result += self.product();
            } else if self.take('-') {
                result -= self.product();
            } else {
                return result;
            }
        }
    }

    fn product(&mut self) -> i32 {
        let mut result = self.factor();
        loop {
            if self.take('*') {
                result *= self.factor();
            } else if self.take('/') {
                result /= self.factor();
            } else {
                return result;
            }
        }
    }

    /// A number, a name, a sum in brackets, or one of these with a minus sign before it.
    fn factor(&mut self) -> i32 {
        if self.take('-') {
            return -self.factor();
        }
        if self.take('(') {
            let inside = self.sum();
            self.take(')');
            return inside;
        }
        let end = self.rest.find(|symbol: char| !symbol.is_ascii_alphanumeric());
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        word.parse().unwrap_or_else(|_| self.values[word])
    }
}

impl Solution {
    pub fn price(formula: String, values: HashMap<String, i32>) -> i32 {
        Formula { rest: &formula, values: &values }.sum()
    }
}
