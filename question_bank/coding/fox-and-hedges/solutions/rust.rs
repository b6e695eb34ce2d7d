use std::collections::VecDeque;

const DIRECTIONS: [(i32, i32); 4] = [(-1, 0), (1, 0), (0, -1), (0, 1)];

/// The square at a place, or None off the board.
fn square_at(garden: &[&[u8]], row: i32, column: i32) -> Option<u8> {
    let line = garden.get(usize::try_from(row).ok()?)?;
    line.get(usize::try_from(column).ok()?).copied()
}

impl Solution {
    pub fn fewest_moves(garden: Vec<String>) -> i32 {
        let garden: Vec<&[u8]> = garden.iter().map(|line| line.as_bytes()).collect();
        let mut seen = vec![vec![false; garden[0].len()]; garden.len()];
        let mut queue = VecDeque::new();
        for (row, line) in garden.iter().enumerate() {
            if let Some(column) = line.iter().position(|&square| square == b'F') {
                seen[row][column] = true;
                queue.push_back((row as i32, column as i32, 0));
            }
        }

        while let Some((row, column, moves)) = queue.pop_front() {
            if square_at(&garden, row, column) == Some(b'D') {
                return moves;
            }
            for (down, right) in DIRECTIONS {
                let hedge = square_at(&garden, row + down, column + right) == Some(b'#');
                let reach = if hedge { 2 } else { 1 };
                let (y, x) = (row + reach * down, column + reach * right);
                match square_at(&garden, y, x) {
                    None | Some(b'#') => continue,
                    Some(_) => {
                        let seen = &mut seen[y as usize][x as usize];
                        if !*seen {
                            *seen = true;
                            queue.push_back((y, x, moves + 1));
                        }
                    }
                }
            }
        }
        -1
    }
}
