use std::collections::HashMap;

const NO_PRICE: i32 = -1;

struct Change {
    time: i32,
    price: i32,
}

struct PriceArchive {
    /// For each article, in the order of time.
    changes: HashMap<String, Vec<Change>>,
}

impl PriceArchive {
    pub fn new() -> Self {
        PriceArchive { changes: HashMap::new() }
    }

    pub fn set_price(&mut self, article: String, price: i32, time: i32) {
        self.changes.entry(article).or_default().push(Change { time, price });
    }

    pub fn price_at(&self, article: String, time: i32) -> i32 {
        let Some(changes) = self.changes.get(&article) else {
            return NO_PRICE;
        };
        match changes.partition_point(|change| change.time <= time) {
            0 => NO_PRICE,
            first_later => changes[first_later - 1].price,
        }
    }
}
