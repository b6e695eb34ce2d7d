class Solution {
public:
    int badgeLeftOver(vector<int>& scans) {
        return accumulate(scans.begin(), scans.end(), 0, bit_xor<>());
    }
};
