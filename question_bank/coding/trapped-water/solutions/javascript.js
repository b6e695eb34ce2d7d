function trappedWater(heights) {
  let left = 0;
  let right = heights.length - 1;
  let leftWall = 0;
  let rightWall = 0;
  let total = 0;
  while (left < right) {
    if (heights[left] < heights[right]) {
      leftWall = Math.max(leftWall, heights[left]);
      total += leftWall - heights[left++];
    } else {
      rightWall = Math.max(rightWall, heights[right]);
      total += rightWall - heights[right--];
    }
  }
  return BigInt(total); // far below 2 ** 53, so the sum of numbers is exact
}
