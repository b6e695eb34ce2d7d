class Solution {
public:
    int countAdmitted(vector<int>& granted, vector<int>& revoked, int required) {
        int admitted = 0;
        for (size_t account = 0; account < granted.size(); ++account) {
            const int held = granted[account] & ~revoked[account];
            if ((held & required) == required) ++admitted;
        }
        return admitted;
    }
};
