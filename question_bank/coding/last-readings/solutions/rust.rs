struct ReadingBuffer {
    slots: Vec<i32>,
    /// Readings that ever came in.
    added: usize,
    total: i32,
}

impl ReadingBuffer {
    pub fn new(size: i32) -> Self {
        ReadingBuffer { slots: vec![0; size as usize], added: 0, total: 0 }
    }

    pub fn add(&mut self, reading: i32) {
        let slot = self.added % self.slots.len();
        let dropped = std::mem::replace(&mut self.slots[slot], reading); // 0 from a slot that was never used
        self.total += reading - dropped;
        self.added += 1;
    }

    pub fn back(&self, steps: i32) -> Option<i32> {
        let steps = steps as usize;
        if steps >= self.added.min(self.slots.len()) {
            return None;
        }
        Some(self.slots[(self.added - 1 - steps) % self.slots.len()])
    }

    pub fn total(&self) -> i32 {
        self.total
    }
}
