class Solution {
public:
    vector<int> catchingTowers(vector<int>& heights) {
        int count = (int)heights.size();
        vector<int> catchers(count, -1);
        vector<int> waiting;  // towers without an answer, never higher from one to the next
        for (int place = 0; place < 2 * count; ++place) {
            int tower = place % count;
            while (!waiting.empty() && heights[waiting.back()] < heights[tower]) {
                catchers[waiting.back()] = tower;
                waiting.pop_back();
            }
            if (place < count) waiting.push_back(tower);
        }
        return catchers;
    }
};
