class Solution {
    static constexpr int modulus = 1'000'000'007;  // the sum of two remainders still fits into an int

public:
    int countClimbs(int steps, vector<int>& broken) {
        vector<bool> unusable(steps + 1);
        for (int step : broken) unusable[step] = true;

        int below = 0, here = 1;  // nothing lies under the floor, and there is one way to stand on it
        for (int step = 1; step <= steps; ++step) {
            int reached = unusable[step] ? 0 : (below + here) % modulus;
            below = exchange(here, reached);
        }
        return here;
    }
};
