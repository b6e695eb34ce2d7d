impl Solution {
    pub fn nearest_total(amounts: Vec<i32>, payment: i32) -> i32 {
        let mut ordered = amounts;
        ordered.sort_unstable();
        let mut best = (i32::MAX, 0); // distance from the payment, then the total
        for first in 0..ordered.len() - 2 {
            let (mut low, mut high) = (first + 1, ordered.len() - 1);
            while low < high {
                let total = ordered[first] + ordered[low] + ordered[high];
                best = best.min(((total - payment).abs(), total));
                if total < payment {
                    low += 1;
                } else {
                    high -= 1;
                }
            }
        }
        best.1
    }
}
