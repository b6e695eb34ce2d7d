use std::cmp::Reverse;
use std::collections::BinaryHeap;

struct LatencyMedian {
    /// The smaller half, its largest on top.
    lower: BinaryHeap<i32>,
    /// The larger half, its smallest on top; at most one shorter than the smaller.
    upper: BinaryHeap<Reverse<i32>>,
}

impl LatencyMedian {
    pub fn new() -> Self {
        LatencyMedian { lower: BinaryHeap::new(), upper: BinaryHeap::new() }
    }

    pub fn add(&mut self, latency: i32) {
        // What goes into one half passes through the other, so that the halves stay in order.
        if self.lower.len() == self.upper.len() {
            self.upper.push(Reverse(latency));
            self.lower.extend(self.upper.pop().map(|Reverse(least)| least));
        } else {
            self.lower.push(latency);
            self.upper.extend(self.lower.pop().map(Reverse));
        }
    }

    pub fn median(&self) -> f64 {
        match (self.lower.peek(), self.upper.peek()) {
            (None, _) => -1.0,
            (Some(&below), Some(&Reverse(above))) if self.lower.len() == self.upper.len() => {
                (f64::from(below) + f64::from(above)) / 2.0
            }
            (Some(&middle), _) => f64::from(middle),
        }
    }
}
