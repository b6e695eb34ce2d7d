use std::collections::{HashMap, VecDeque};

struct RequestLimiter {
    limit: usize,
    window: i32,
    /// For each user the latest times, at most `limit` of them.
    allowed: HashMap<String, VecDeque<i32>>,
}

impl RequestLimiter {
    pub fn new(limit: i32, window: i32) -> Self {
        RequestLimiter { limit: limit as usize, window, allowed: HashMap::new() }
    }

    pub fn allow(&mut self, user: String, time: i32) -> bool {
        let times = self.allowed.entry(user).or_default();
        if times.len() == self.limit {
            if times[0] > time - self.window {
                return false;
            }
            times.pop_front();
        }
        times.push_back(time);
        true
    }
}
