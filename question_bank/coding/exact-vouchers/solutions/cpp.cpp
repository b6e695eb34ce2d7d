class Solution {
    vector<int> amounts, chosen;
    vector<vector<int>> found;

    void extend(size_t start, int missing) {
        if (missing == 0) {
            found.push_back(chosen);
            return;
        }
        for (size_t at = start; at < amounts.size() && amounts[at] <= missing; ++at) {
            if (at > start && amounts[at] == amounts[at - 1]) continue;  // was tried in this place just before
            chosen.push_back(amounts[at]);
            extend(at + 1, missing - amounts[at]);
            chosen.pop_back();
        }
    }

public:
    vector<vector<int>> exactVouchers(vector<int>& vouchers, int bill) {
        amounts = vouchers;
        sort(amounts.begin(), amounts.end());
        extend(0, bill);
        return found;
    }
};
