impl Solution {
    pub fn count_lakes(rows: Vec<String>) -> i32 {
        let mut squares: Vec<Vec<u8>> = rows.into_iter().map(String::into_bytes).collect();
        let mut lakes = 0;
        for row in 0..squares.len() {
            for column in 0..squares[row].len() {
                if squares[row][column] == b'~' {
                    lakes += 1;
                    Self::drain(&mut squares, row, column);
                }
            }
        }
        lakes
    }

    /// Turns the lake that holds this square into land.
    fn drain(squares: &mut [Vec<u8>], row: usize, column: usize) {
        squares[row][column] = b'.';
        let mut to_visit = vec![(row, column)];
        while let Some((y, x)) = to_visit.pop() {
            // Above the top and left of the first column the place wraps to a huge one, which is not on the map.
            for (y, x) in [(y.wrapping_sub(1), x), (y + 1, x), (y, x.wrapping_sub(1)), (y, x + 1)] {
                if let Some(square) = squares.get_mut(y).and_then(|line| line.get_mut(x)) {
                    if *square == b'~' {
                        *square = b'.';
                        to_visit.push((y, x));
                    }
                }
            }
        }
    }
}
