class Solution {
public:
    int longestStretch(string& bulbs, int spares) {
        array<int, 26> counts{};
        int most = 0, left = 0;
        for (int right = 0; right < (int)bulbs.size(); ++right) {
            most = max(most, ++counts[bulbs[right] - 'A']);
            if (right - left + 1 > most + spares) {  // the window moves on without ever getting smaller
                --counts[bulbs[left] - 'A'];
                ++left;
            }
        }
        return (int)bulbs.size() - left;
    }
};
