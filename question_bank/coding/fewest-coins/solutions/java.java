class Solution {
    public int fewestCoins(int[] coins, int amount) {
        int impossible = amount + 1; // more than any answer: every coin is worth at least 1
        int[] fewest = new int[amount + 1];
        Arrays.fill(fewest, 1, amount + 1, impossible);
        for (int coin : coins) {
            for (int total = coin; total <= amount; total++) {
                fewest[total] = Math.min(fewest[total], fewest[total - coin] + 1);
            }
        }
        return fewest[amount] < impossible ? fewest[amount] : -1;
    }
}
