class Solution {
public:
    vector<int> findRun(vector<int>& values, int target) {
        auto [first, behind] = equal_range(values.begin(), values.end(), target);
        if (first == behind) return {-1, -1};
        return {(int)(first - values.begin()), (int)(behind - values.begin()) - 1};
    }
};
