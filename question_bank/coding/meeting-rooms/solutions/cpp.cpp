class Solution {
public:
    int minRooms(vector<vector<int>>& meetings) {
        vector<int> beginTimes, endTimes;
        for (auto& meeting : meetings) {
            beginTimes.push_back(meeting[0]);
            endTimes.push_back(meeting[1]);
        }
        sort(beginTimes.begin(), beginTimes.end());
        sort(endTimes.begin(), endTimes.end());

        int opened = 0, released = 0;
        for (int begin : beginTimes) {
            if (endTimes[released] <= begin) {
                ++released;  // the meeting that is over first hands its room on
            } else {
                ++opened;
            }
        }
        return opened;
    }
};
