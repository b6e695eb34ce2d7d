class Solution {
    // Bit sets of the columns of the next row that the guards placed so far can see.
    int placeFrom(const vector<unsigned>& freeTiles, size_t row, unsigned columns, unsigned falling, unsigned rising) {
        if (row == freeTiles.size()) return 1;
        int plans = 0;
        unsigned open = freeTiles[row] & ~(columns | falling | rising);
        while (open) {
            unsigned guard = open & -open;  // the lowest bit
            open -= guard;
            plans += placeFrom(freeTiles, row + 1, columns | guard, (falling | guard) << 1, (rising | guard) >> 1);
        }
        return plans;
    }

public:
    int countPlans(vector<string>& hall) {
        vector<unsigned> freeTiles;
        for (const string& row : hall) {
            unsigned tiles = 0;
            for (size_t column = 0; column < row.size(); ++column) {
                if (row[column] == '.') tiles |= 1u << column;
            }
            freeTiles.push_back(tiles);
        }
        return placeFrom(freeTiles, 0, 0, 0, 0);
    }
};
