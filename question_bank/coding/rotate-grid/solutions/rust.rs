impl Solution {
    pub fn rotate_grid(grid: &mut Vec<Vec<i32>>) {
        for row in 1..grid.len() {
            let (above, below) = grid.split_at_mut(row);
            for (column, line) in above.iter_mut().enumerate() {
                std::mem::swap(&mut line[row], &mut below[0][column]);
            }
        }
        for line in grid {
            line.reverse();
        }
    }
}
