use std::cmp::Reverse;
use std::collections::HashMap;

/// A beginning of words: what may follow it, and the words to suggest for it, the best first.
#[derive(Default)]
struct Node {
    children: HashMap<char, Node>,
    best: Vec<String>,
}

impl Node {
    /// Gives the word its place. Totals only grow, so no other word can come into the suggestions.
    fn rank(&mut self, word: &str, totals: &HashMap<String, i32>, limit: usize) {
        if !self.best.iter().any(|other| other == word) {
            self.best.push(word.to_string());
        }
        self.best.sort_by(|one, other| (Reverse(totals[one]), one).cmp(&(Reverse(totals[other]), other)));
        self.best.truncate(limit);
    }
}

struct StopFinder {
    limit: usize,
    root: Node,
    totals: HashMap<String, i32>,
}

impl StopFinder {
    pub fn new(limit: i32) -> Self {
        StopFinder { limit: limit as usize, root: Node::default(), totals: HashMap::new() }
    }

    pub fn add(&mut self, word: String, weight: i32) {
        *self.totals.entry(word.clone()).or_default() += weight;
        let mut node = &mut self.root;
        node.rank(&word, &self.totals, self.limit);
        for letter in word.chars() {
            node = node.children.entry(letter).or_default();
            node.rank(&word, &self.totals, self.limit);
        }
    }

    pub fn suggest(&self, prefix: String) -> Vec<String> {
        let mut node = &self.root;
        for letter in prefix.chars() {
            match node.children.get(&letter) {
                Some(child) => node = child,
                None => return Vec::new(),
            }
        }
        node.best.clone()
    }
}
