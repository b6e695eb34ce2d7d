class Solution {
public:
    int countLakes(vector<string>& rows) {
        vector<string> squares = rows;  // lakes are drained in the copy
        int lakes = 0;
        for (int row = 0; row < (int)squares.size(); ++row) {
            for (int column = 0; column < (int)squares[row].size(); ++column) {
                if (squares[row][column] != '~') continue;
                ++lakes;
                drain(squares, row, column);
            }
        }
        return lakes;
    }

private:
    static void drain(vector<string>& squares, int row, int column) {
        const int height = squares.size(), width = squares[0].size();
        vector<pair<int, int>> toVisit;
        auto visit = [&](int y, int x) {
            if (y < 0 || y >= height || x < 0 || x >= width || squares[y][x] != '~') return;
            squares[y][x] = '.';
            toVisit.emplace_back(y, x);
        };
        visit(row, column);
        while (!toVisit.empty()) {
            auto [y, x] = toVisit.back();
            toVisit.pop_back();
            visit(y - 1, x);
            visit(y + 1, x);
            visit(y, x - 1);
            visit(y, x + 1);
        }
    }
};
