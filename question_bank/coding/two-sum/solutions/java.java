class Solution {
    public int[] twoSum(int[] nums, int target) {
        Map<Integer, Integer> seenAt = new HashMap<>();
        for (int index = 0; index < nums.length; index++) {
            Integer earlier = seenAt.get(target - nums[index]);
            if (earlier != null) {
                return new int[] {earlier, index};
            }
            seenAt.put(nums[index], index);
        }
        return new int[] {};
    }
}
