impl Solution {
    pub fn fewest_coins(coins: Vec<i32>, amount: i32) -> i32 {
        let amount = amount as usize;
        let impossible = amount as i32 + 1; // more than any answer: every coin is worth at least 1
        let mut fewest = vec![impossible; amount + 1];
        fewest[0] = 0;
        for coin in coins {
            let coin = coin as usize;
            for total in coin..=amount {
                fewest[total] = fewest[total].min(fewest[total - coin] + 1);
            }
        }
        if fewest[amount] < impossible {
            fewest[amount]
        } else {
            -1
        }
    }
}
