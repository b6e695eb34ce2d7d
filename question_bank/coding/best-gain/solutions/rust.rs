impl Solution {
    pub fn best_gain(prices: Vec<i32>) -> i32 {
        let mut best = 0;
        let mut cheapest = i32::MAX;
        for price in prices {
            cheapest = cheapest.min(price);
            best = best.max(price - cheapest);
        }
        best
    }
}
