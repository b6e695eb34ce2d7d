class Solution {
public:
    long long trappedWater(vector<int>& heights) {
        int left = 0, right = (int)heights.size() - 1;
        int leftWall = 0, rightWall = 0;
        long long total = 0;
        while (left < right) {
            if (heights[left] < heights[right]) {
                leftWall = max(leftWall, heights[left]);
                total += leftWall - heights[left++];
            } else {
                rightWall = max(rightWall, heights[right]);
                total += rightWall - heights[right--];
            }
        }
        return total;
    }
};
