function twoSum(nums, target) {
  const seenAt = new Map();
  for (const [index, value] of nums.entries()) {
    const complement = target - value;
    if (seenAt.has(complement)) return [seenAt.get(complement), index];
    seenAt.set(value, index);
  }
  return [];
}
