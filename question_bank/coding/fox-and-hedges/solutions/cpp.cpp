class Solution {
public:
    int fewestMoves(vector<string>& garden) {
        const int height = garden.size(), width = garden[0].size();
        auto onBoard = [&](int row, int column) {
            return row >= 0 && row < height && column >= 0 && column < width;
        };
        vector<vector<int>> moves(height, vector<int>(width, UNSEEN));
        queue<pair<int, int>> places;
        for (int row = 0; row < height; ++row) {
            if (auto column = garden[row].find('F'); column != string::npos) {
                moves[row][column] = 0;
                places.emplace(row, column);
            }
        }

        while (!places.empty()) {
            auto [row, column] = places.front();
            places.pop();
            if (garden[row][column] == 'D') return moves[row][column];
            for (auto [down, right] : DIRECTIONS) {
                int y = row + down, x = column + right;
                if (onBoard(y, x) && garden[y][x] == '#') {
                    y += down;
                    x += right;
                }
                if (!onBoard(y, x) || garden[y][x] == '#' || moves[y][x] != UNSEEN) continue;
                moves[y][x] = moves[row][column] + 1;
                places.emplace(y, x);
            }
        }
        return -1;
    }

private:
    static constexpr int UNSEEN = -1;
    static constexpr pair<int, int> DIRECTIONS[] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
};
