class Solution {
    public int minRounds(int taskCount, int[][] needs) {
        int[] waitingFor = new int[taskCount];
        List<List<Integer>> unlocks = new ArrayList<>();
        for (int task = 0; task < taskCount; task++) {
            unlocks.add(new ArrayList<>());
        }
        for (int[] need : needs) {
            waitingFor[need[0]]++;
            unlocks.get(need[1]).add(need[0]);
        }

        List<Integer> ready = new ArrayList<>();
        for (int task = 0; task < taskCount; task++) {
            if (waitingFor[task] == 0) {
                ready.add(task);
            }
        }
        int rounds = 0;
        int finished = 0;
        while (!ready.isEmpty()) {
            rounds++;
            finished += ready.size();
            List<Integer> following = new ArrayList<>();
            for (int done : ready) {
                for (int task : unlocks.get(done)) {
                    if (--waitingFor[task] == 0) {
                        following.add(task);
                    }
                }
            }
            ready = following;
        }
        return finished == taskCount ? rounds : -1;
    }
}
