impl Solution {
    pub fn smallest_boat(weights: Vec<i32>, days: i32) -> i32 {
        let mut low = weights.iter().copied().max().unwrap_or(0);
        let mut high = weights.iter().sum();
        while low < high {
            let middle = low + (high - low) / 2;
            if days_needed(&weights, middle) <= days {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }
}

/// How many trips it takes when every boat is filled as far as possible; no parcel exceeds the capacity.
fn days_needed(weights: &[i32], capacity: i32) -> i32 {
    let mut needed = 1;
    let mut load = 0;
    for weight in weights {
        if load + weight > capacity {
            needed += 1;
            load = 0;
        }
        load += weight;
    }
    needed
}
