class Solution {
public:
    int nearestTotal(vector<int>& amounts, int payment) {
        vector<int> ordered = amounts;
        sort(ordered.begin(), ordered.end());
        pair<int, int> best{INT_MAX, 0};  // distance from the payment, then the total
        const int count = ordered.size();
        for (int first = 0; first < count - 2; ++first) {
            int low = first + 1, high = count - 1;
            while (low < high) {
                const int total = ordered[first] + ordered[low] + ordered[high];
                best = min(best, {abs(total - payment), total});
                if (total < payment) {
                    ++low;
                } else {
                    --high;
                }
            }
        }
        return best.second;
    }
};
