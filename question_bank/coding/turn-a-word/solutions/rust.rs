use std::collections::{HashMap, HashSet, VecDeque};

/// The word with a star in each of its places; words with a pattern in common are one move apart.
fn patterns(word: &str) -> impl Iterator<Item = String> + '_ {
    (0..word.len()).map(move |at| format!("{}*{}", &word[..at], &word[at + 1..]))
}

impl Solution {
    pub fn fewest_changes(words: Vec<String>, start: String, goal: String) -> i32 {
        let mut matching: HashMap<String, Vec<&str>> = HashMap::new();
        for word in &words {
            for pattern in patterns(word) {
                matching.entry(pattern).or_default().push(word);
            }
        }

        let mut reached = HashSet::from([start.as_str()]);
        let mut queue = VecDeque::from([(start.as_str(), 0)]);
        while let Some((word, moves)) = queue.pop_front() {
            if word == goal {
                return moves;
            }
            for pattern in patterns(word) {
                // Once used, all words of a pattern have been reached.
                for following in matching.remove(&pattern).unwrap_or_default() {
                    if reached.insert(following) {
                        queue.push_back((following, moves + 1));
                    }
                }
            }
        }
        -1
    }
}
