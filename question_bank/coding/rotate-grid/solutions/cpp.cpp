class Solution {
public:
    void rotateGrid(vector<vector<int>>& grid) {
        int side = grid.size();
        for (int row = 0; row < side; ++row) {
            for (int column = row + 1; column < side; ++column) swap(grid[row][column], grid[column][row]);
        }
        for (auto& line : grid) reverse(line.begin(), line.end());
    }
};
