impl Solution {
    pub fn cheapest_route(fees: Vec<i32>, rides: Vec<Vec<i32>>, origin: i32, target: i32, stops: i32) -> i32 {
        let (origin, target) = (origin as usize, target as usize);
        let mut price_to: Vec<Option<i32>> = vec![None; fees.len()];
        let mut handling = fees; // due when a parcel leaves a depot
        handling[origin] = 0;
        price_to[origin] = Some(0);
        for _ in 0..=stops {
            let mut following = price_to.clone();
            for ride in &rides {
                let (sender, receiver, price) = (ride[0] as usize, ride[1] as usize, ride[2]);
                let Some(so_far) = price_to[sender] else {
                    continue;
                };
                let offer = so_far + handling[sender] + price;
                if following[receiver].map_or(true, |known| offer < known) {
                    following[receiver] = Some(offer);
                }
            }
            if following == price_to {
                break;
            }
            price_to = following;
        }
        price_to[target].unwrap_or(-1)
    }
}
