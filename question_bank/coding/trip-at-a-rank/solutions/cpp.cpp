class Solution {
public:
    int tripAtRank(vector<int>& flights, vector<int>& hotels, int k) {
        // The next trip of each flight: its total, the flight, and the place of the hotel.
        using Trip = tuple<int, int, size_t>;
        priority_queue<Trip, vector<Trip>, greater<>> waiting;
        for (size_t at = 0; at < min<size_t>(k, flights.size()); ++at) {
            waiting.emplace(flights[at] + hotels[0], flights[at], 0);
        }
        for (int rank = 1; rank < k; ++rank) {
            auto [total, flight, at] = waiting.top();
            waiting.pop();
            if (++at < hotels.size()) waiting.emplace(flight + hotels[at], flight, at);
        }
        return get<0>(waiting.top());
    }
};
