use std::cmp::Reverse;
use std::collections::BinaryHeap;

impl Solution {
    pub fn trip_at_rank(flights: Vec<i32>, hotels: Vec<i32>, k: i32) -> i32 {
        let k = k as usize;
        // The next trip of each flight: its total, the flight, and the place of the hotel.
        let first_trips = flights.iter().take(k).map(|&flight| Reverse((flight + hotels[0], flight, 0)));
        let mut waiting: BinaryHeap<Reverse<(i32, i32, usize)>> = first_trips.collect();
        for _ in 1..k {
            let Reverse((_, flight, at)) = waiting.pop().expect("there are at least k trips");
            if let Some(hotel) = hotels.get(at + 1) {
                waiting.push(Reverse((flight + hotel, flight, at + 1)));
            }
        }
        waiting.pop().expect("there are at least k trips").0 .0
    }
}
