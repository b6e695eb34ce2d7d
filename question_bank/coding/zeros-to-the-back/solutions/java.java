class Solution {
    public void moveZeros(int[] readings) {
        int kept = 0;
        for (int reading : readings) {
            if (reading != 0) {
                readings[kept++] = reading; // never ahead of the reading that is looked at
            }
        }
        Arrays.fill(readings, kept, readings.length, 0);
    }
}
