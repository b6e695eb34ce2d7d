class Solution {
public:
    int minRounds(int taskCount, vector<vector<int>>& needs) {
        vector<int> waitingFor(taskCount);
        vector<vector<int>> unlocks(taskCount);
        for (auto& need : needs) {
            ++waitingFor[need[0]];
            unlocks[need[1]].push_back(need[0]);
        }

        vector<int> ready;
        for (int task = 0; task < taskCount; ++task) {
            if (waitingFor[task] == 0) ready.push_back(task);
        }
        int rounds = 0, finished = 0;
        while (!ready.empty()) {
            ++rounds;
            finished += ready.size();
            vector<int> following;
            for (int done : ready) {
                for (int task : unlocks[done]) {
                    if (--waitingFor[task] == 0) following.push_back(task);
                }
            }
            ready = move(following);
        }
        return finished == taskCount ? rounds : -1;
    }
};
