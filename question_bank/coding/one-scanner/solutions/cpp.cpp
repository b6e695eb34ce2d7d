class Solution {
public:
    int mostExaminations(vector<vector<int>>& requests, int cleaning) {
        vector<pair<int, int>> byEnd;
        byEnd.reserve(requests.size());
        for (auto& request : requests) byEnd.emplace_back(request[1], request[0]);
        sort(byEnd.begin(), byEnd.end());

        int accepted = 0, readyAt = 0;
        for (auto [end, start] : byEnd) {
            if (start < readyAt) continue;
            ++accepted;
            readyAt = end + cleaning;
        }
        return accepted;
    }
};
