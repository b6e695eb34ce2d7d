class Solution {
public:
    int cheapestRoute(vector<int>& fees, vector<vector<int>>& rides, int origin, int target, int stops) {
        const int unreached = numeric_limits<int>::max() / 2;  // an offer on top of it cannot overflow
        vector<int> handling = fees;                           // due when a parcel leaves a depot
        handling[origin] = 0;
        vector<int> priceTo(fees.size(), unreached);
        priceTo[origin] = 0;
        for (int round = 0; round <= stops; ++round) {
            vector<int> following = priceTo;
            for (const auto& ride : rides) {
                int sender = ride[0], receiver = ride[1], price = ride[2];
                int offer = priceTo[sender] + handling[sender] + price;
                following[receiver] = min(following[receiver], offer);
            }
            if (following == priceTo) break;
            priceTo = move(following);
        }
        return priceTo[target] < unreached ? priceTo[target] : -1;
    }
};
