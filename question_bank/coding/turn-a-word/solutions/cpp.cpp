class Solution {
public:
    int fewestChanges(vector<string>& words, string start, string goal) {
        unordered_map<string, vector<string>> matching;
        for (auto& word : words) {
            for (auto& pattern : patterns(word)) matching[pattern].push_back(word);
        }

        unordered_map<string, int> moves{{start, 0}};
        queue<string> waiting;
        waiting.push(start);
        while (!waiting.empty()) {
            const string word = waiting.front();
            waiting.pop();
            const int needed = moves[word];
            if (word == goal) return needed;
            for (auto& pattern : patterns(word)) {
                auto group = matching.find(pattern);
                if (group == matching.end()) continue;
                for (auto& following : group->second) {
                    if (moves.emplace(following, needed + 1).second) waiting.push(following);
                }
                matching.erase(group);  // all of its words have been reached
            }
        }
        return -1;
    }

private:
    // The word with a star in each of its places; words with a pattern in common are one move apart.
    static vector<string> patterns(const string& word) {
        vector<string> result(word.size(), word);
        for (size_t at = 0; at < word.size(); ++at) result[at][at] = '*';
        return result;
    }
};
