class Solution {
public:
    int bestRelease(vector<int>& efforts, vector<int>& values, int budget) {
        vector<int> best(budget + 1);  // the largest value that fits into each number of hours
        for (size_t feature = 0; feature < efforts.size(); ++feature) {
            const int effort = efforts[feature];
            for (int hours = budget; hours >= effort; --hours) {  // downwards, so that no feature is built twice
                best[hours] = max(best[hours], best[hours - effort] + values[feature]);
            }
        }
        return best[budget];
    }
};
