use std::collections::HashMap;

const NOBODY: usize = usize::MAX;

struct Entry {
    key: i32,
    value: i32,
    older: usize,
    newer: usize,
}

/// The entries are linked by their places in a list that never moves them.
struct LruCache {
    capacity: usize,
    place_of: HashMap<i32, usize>,
    entries: Vec<Entry>,
    oldest: usize,
    newest: usize,
}

impl LruCache {
    pub fn new(capacity: i32) -> Self {
        LruCache {
            capacity: capacity as usize,
            place_of: HashMap::new(),
            entries: Vec::new(),
            oldest: NOBODY,
            newest: NOBODY,
        }
    }

    pub fn get(&mut self, key: i32) -> i32 {
        let Some(&place) = self.place_of.get(&key) else {
            return -1;
        };
        self.unlink(place);
        self.link_newest(place);
        self.entries[place].value
    }

    pub fn put(&mut self, key: i32, value: i32) {
        let place = match self.place_of.get(&key) {
            Some(&place) => {
                self.unlink(place);
                place
            }
            None => {
                let place = self.free_place();
                self.place_of.insert(key, place);
                place
            }
        };
        self.entries[place].key = key;
        self.entries[place].value = value;
        self.link_newest(place);
    }

    /// A place for one more entry, taken from the oldest when the cache is full.
    fn free_place(&mut self) -> usize {
        if self.entries.len() < self.capacity {
            self.entries.push(Entry { key: 0, value: 0, older: NOBODY, newer: NOBODY });
            return self.entries.len() - 1;
        }
        let place = self.oldest;
        self.place_of.remove(&self.entries[place].key);
        self.unlink(place);
        place
    }

    fn unlink(&mut self, place: usize) {
        let Entry { older, newer, .. } = self.entries[place];
        match older {
            NOBODY => self.oldest = newer,
            _ => self.entries[older].newer = newer,
        }
        match newer {
            NOBODY => self.newest = older,
            _ => self.entries[newer].older = older,
        }
    }

    fn link_newest(&mut self, place: usize) {
        self.entries[place].older = self.newest;
        self.entries[place].newer = NOBODY;
        match self.newest {
            NOBODY => self.oldest = place,
            _ => self.entries[self.newest].newer = place,
        }
        self.newest = place;
    }
}
