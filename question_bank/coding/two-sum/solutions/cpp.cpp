class Solution {
public:
    vector<int> twoSum(vector<int>& nums, int target) {
        unordered_map<int, int> seenAt;
        for (int index = 0; index < (int)nums.size(); ++index) {
            auto complement = seenAt.find(target - nums[index]);
            if (complement != seenAt.end()) return {complement->second, index};
            seenAt[nums[index]] = index;
        }
        return {};
    }
};
