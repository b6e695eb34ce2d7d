class Solution {
    private int[] amounts;
    private int[] chosen;
    private final List<int[]> found = new ArrayList<>();

    public int[][] exactVouchers(int[] vouchers, int bill) {
        amounts = vouchers.clone();
        Arrays.sort(amounts);
        chosen = new int[amounts.length];
        extend(0, 0, bill);
        return found.toArray(new int[0][]);
    }

    private void extend(int start, int count, int missing) {
        if (missing == 0) {
            found.add(Arrays.copyOf(chosen, count));
            return;
        }
        for (int at = start; at < amounts.length && amounts[at] <= missing; at++) {
            if (at > start && amounts[at] == amounts[at - 1]) {
                continue; // the same amount was tried in this place just before
            }
            chosen[count] = amounts[at];
            extend(at + 1, count + 1, missing - amounts[at]);
        }
    }
}
