class Solution {
public:
    vector<vector<string>> groupWords(vector<string>& words) {
        unordered_map<string, vector<string>> groups;
        for (const string& word : words) {
            string key = word;
            sort(key.begin(), key.end());
            groups[key].push_back(word);
        }

        vector<vector<string>> result;
        result.reserve(groups.size());
        for (auto& [key, group] : groups) result.push_back(std::move(group));
        return result;
    }
};
