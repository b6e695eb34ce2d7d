class Solution {
public:
    vector<int> daysUntilWarmer(vector<int>& temperatures) {
        vector<int> waits(temperatures.size());
        vector<int> waiting;  // days without an answer, never warmer from one to the next
        for (int today = 0; today < (int)temperatures.size(); ++today) {
            while (!waiting.empty() && temperatures[waiting.back()] < temperatures[today]) {
                waits[waiting.back()] = today - waiting.back();
                waiting.pop_back();
            }
            waiting.push_back(today);
        }
        return waits;
    }
};
