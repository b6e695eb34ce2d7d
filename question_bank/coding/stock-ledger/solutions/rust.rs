struct StockLedger {
    totals: Vec<i64>, // at each day the sum of all days before it
}

impl StockLedger {
    pub fn new(changes: Vec<i32>) -> Self {
        let mut ledger = StockLedger { totals: vec![0] };
        for change in changes {
            ledger.record(change);
        }
        ledger
    }

    pub fn record(&mut self, change: i32) {
        let latest = self.totals[self.totals.len() - 1];
        self.totals.push(latest + i64::from(change));
    }

    pub fn net_change(&self, first_day: i32, last_day: i32) -> i64 {
        self.totals[last_day as usize + 1] - self.totals[first_day as usize]
    }
}
