class Solution {
public:
    vector<string> frequentLines(vector<string>& lines, int k) {
        unordered_map<string, int> counts;
        for (const string& line : lines) ++counts[line];

        vector<pair<int, string>> ranked;  // most frequent first, because the counts are negated
        ranked.reserve(counts.size());
        for (const auto& [line, count] : counts) ranked.emplace_back(-count, line);
        auto end = ranked.begin() + min<size_t>(k, ranked.size());
        partial_sort(ranked.begin(), end, ranked.end());

        vector<string> result;
        for (auto entry = ranked.begin(); entry != end; ++entry) result.push_back(entry->second);
        return result;
    }
};
