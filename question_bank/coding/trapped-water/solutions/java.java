class Solution {
    public long trappedWater(int[] heights) {
        int left = 0;
        int right = heights.length - 1;
        int leftWall = 0;
        int rightWall = 0;
        long total = 0;
        while (left < right) {
            if (heights[left] < heights[right]) {
                leftWall = Math.max(leftWall, heights[left]);
                total += leftWall - heights[left++];
            } else {
                rightWall = Math.max(rightWall, heights[right]);
                total += rightWall - heights[right--];
            }
        }
        return total;
    }
}
