class Solution {
public:
    int renameCost(string& current, string& wanted, int insert, int remove, int replace) {
        vector<int> above(wanted.size() + 1), row(wanted.size() + 1);
        for (size_t length = 1; length <= wanted.size(); ++length) {
            above[length] = above[length - 1] + insert;  // from nothing to each beginning of wanted
        }
        for (char letter : current) {
            row[0] = above[0] + remove;
            for (size_t at = 0; at < wanted.size(); ++at) {
                row[at + 1] = letter == wanted[at]
                                  ? above[at]
                                  : min({above[at] + replace, above[at + 1] + remove, row[at] + insert});
            }
            swap(above, row);
        }
        return above.back();
    }
};
