class Solution {
    public void rotateGrid(int[][] grid) {
        int side = grid.length;
        for (int row = 0; row < side; row++) {
            for (int column = row + 1; column < side; column++) {
                int kept = grid[row][column];
                grid[row][column] = grid[column][row];
                grid[column][row] = kept;
            }
        }
        for (int[] line : grid) {
            for (int left = 0, right = side - 1; left < right; left++, right--) {
                int kept = line[left];
                line[left] = line[right];
                line[right] = kept;
            }
        }
    }
}
