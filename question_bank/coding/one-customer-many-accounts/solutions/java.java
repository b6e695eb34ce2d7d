class Solution {
    private int[] parents;

    public int[][] sameCustomers(String[] emails, String[] addresses) {
        parents = new int[emails.length];
        for (int account = 0; account < parents.length; account++) {
            parents[account] = account;
        }
        join(emails);
        join(addresses);

        Map<Integer, List<Integer>> customers = new LinkedHashMap<>();
        for (int account = 0; account < parents.length; account++) {
            customers.computeIfAbsent(root(account), first -> new ArrayList<>()).add(account);
        }
        return customers.values().stream()
                .map(accounts -> accounts.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** Joins all accounts that have the same detail; the smallest account of a customer is the root. */
    private void join(String[] details) {
        Map<String, Integer> firstWith = new HashMap<>();
        for (int account = 0; account < details.length; account++) {
            if (details[account].isEmpty()) {
                continue;
            }
            Integer earlier = firstWith.putIfAbsent(details[account], account);
            if (earlier != null) {
                int one = root(account);
                int other = root(earlier);
                parents[Math.max(one, other)] = Math.min(one, other);
            }
        }
    }

    private int root(int account) {
        while (parents[account] != account) {
            parents[account] = parents[parents[account]];
            account = parents[account];
        }
        return account;
    }
}
