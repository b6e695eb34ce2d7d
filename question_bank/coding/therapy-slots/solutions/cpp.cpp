class Solution {
public:
    vector<vector<int>> therapySlots(vector<vector<int>>& therapist, vector<vector<int>>& room) {
        vector<vector<int>> slots;
        size_t t = 0, r = 0;
        while (t < therapist.size() && r < room.size()) {
            int start = max(therapist[t][0], room[r][0]);
            int end = min(therapist[t][1], room[r][1]);
            if (start < end) slots.push_back({start, end});
            if (therapist[t][1] < room[r][1]) {
                ++t;  // nothing that follows can meet the window that ends first
            } else {
                ++r;
            }
        }
        return slots;
    }
};
