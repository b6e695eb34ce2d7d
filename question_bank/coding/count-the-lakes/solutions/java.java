class Solution {
    private static final int[][] STEPS = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};

    public int countLakes(String[] rows) {
        char[][] squares = Arrays.stream(rows).map(String::toCharArray).toArray(char[][]::new);
        int lakes = 0;
        for (int row = 0; row < squares.length; row++) {
            for (int column = 0; column < squares[row].length; column++) {
                if (squares[row][column] == '~') {
                    lakes++;
                    drain(squares, row, column);
                }
            }
        }
        return lakes;
    }

    /** Turns the lake that holds this square into land. */
    private void drain(char[][] squares, int row, int column) {
        Deque<int[]> toVisit = new ArrayDeque<>();
        toVisit.push(new int[] {row, column});
        squares[row][column] = '.';
        while (!toVisit.isEmpty()) {
            int[] square = toVisit.pop();
            for (int[] step : STEPS) {
                int y = square[0] + step[0];
                int x = square[1] + step[1];
                boolean onMap = y >= 0 && y < squares.length && x >= 0 && x < squares[y].length;
                if (onMap && squares[y][x] == '~') {
                    squares[y][x] = '.';
                    toVisit.push(new int[] {y, x});
                }
            }
        }
    }
}
