class Solution {
    private String[] hall;
    private boolean[] columns;
    private boolean[] falling;
    private boolean[] rising;

    public int countPlans(String[] hall) {
        this.hall = hall;
        // What the guards placed so far can see; all diagonals in one direction are 2 * length - 1.
        columns = new boolean[hall.length];
        falling = new boolean[2 * hall.length - 1];
        rising = new boolean[2 * hall.length - 1];
        return placeFrom(0);
    }

    private int placeFrom(int row) {
        if (row == hall.length) {
            return 1;
        }
        int plans = 0;
        for (int column = 0; column < hall.length; column++) {
            int down = row - column + hall.length - 1;
            int up = row + column;
            if (hall[row].charAt(column) == 'x' || columns[column] || falling[down] || rising[up]) {
                continue;
            }
            columns[column] = falling[down] = rising[up] = true;
            plans += placeFrom(row + 1);
            columns[column] = falling[down] = rising[up] = false;
        }
        return plans;
    }
}
