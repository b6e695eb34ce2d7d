class Solution {
public:
    vector<vector<int>> addBooking(vector<vector<int>>& plan, vector<int>& booking) {
        int start = booking[0], end = booking[1];
        // Starts and ends both ascend along the plan, so that the blocks to unite can be found by halving.
        auto first = partition_point(plan.begin(), plan.end(), [&](const auto& block) { return block[1] < start; });
        auto behind = partition_point(first, plan.end(), [&](const auto& block) { return block[0] <= end; });
        if (first != behind) {
            start = min(start, first->front());
            end = max(end, prev(behind)->back());
        }

        vector<vector<int>> updated(plan.begin(), first);
        updated.push_back({start, end});
        updated.insert(updated.end(), behind, plan.end());
        return updated;
    }
};
