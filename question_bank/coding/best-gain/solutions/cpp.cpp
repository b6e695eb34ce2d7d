class Solution {
public:
    int bestGain(vector<int>& prices) {
        int best = 0;
        int cheapest = numeric_limits<int>::max();
        for (int price : prices) {
            cheapest = min(cheapest, price);
            best = max(best, price - cheapest);
        }
        return best;
    }
};
