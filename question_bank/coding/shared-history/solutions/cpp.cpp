class Solution {
public:
    int longestShared(vector<int>& ours, vector<int>& theirs) {
        // One number for each beginning of theirs, the empty one included; the first stays 0 in both rows.
        vector<int> above(theirs.size() + 1), row(theirs.size() + 1);
        for (int version : ours) {
            for (size_t at = 0; at < theirs.size(); ++at) {
                row[at + 1] = version == theirs[at] ? above[at] + 1 : max(above[at + 1], row[at]);
            }
            swap(above, row);
        }
        return above.back();
    }
};
