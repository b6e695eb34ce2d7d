class Solution {
    public int mostExaminations(int[][] requests, int cleaning) {
        int[][] byEnd = requests.clone();
        Arrays.sort(byEnd, Comparator.comparingInt(request -> request[1]));
        int accepted = 0;
        int readyAt = 0;
        for (int[] request : byEnd) {
            if (request[0] >= readyAt) {
                accepted++;
                readyAt = request[1] + cleaning;
            }
        }
        return accepted;
    }
}
