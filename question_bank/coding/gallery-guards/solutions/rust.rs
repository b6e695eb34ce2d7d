impl Solution {
    pub fn count_plans(hall: Vec<String>) -> i32 {
        let free_tiles: Vec<u32> = hall.iter().map(|row| free_bits(row)).collect();
        place_from(&free_tiles, Seen::default())
    }
}

/// The columns of the next row that the guards placed so far can see, as bits.
#[derive(Clone, Copy, Default)]
struct Seen {
    columns: u32,
    falling: u32,
    rising: u32,
}

impl Seen {
    fn with(self, guard: u32) -> Self {
        Seen {
            columns: self.columns | guard,
            falling: (self.falling | guard) << 1,
            rising: (self.rising | guard) >> 1,
        }
    }
}

fn free_bits(row: &str) -> u32 {
    row.bytes()
        .enumerate()
        .filter(|&(_, tile)| tile == b'.')
        .fold(0, |bits, (column, _)| bits | 1 << column)
}

fn place_from(rows: &[u32], seen: Seen) -> i32 {
    let Some((&free, below)) = rows.split_first() else {
        return 1;
    };
    let mut open = free & !(seen.columns | seen.falling | seen.rising);
    let mut plans = 0;
    while open != 0 {
        let guard = open & open.wrapping_neg(); // the lowest bit
        open ^= guard;
        plans += place_from(below, seen.with(guard));
    }
    plans
}
