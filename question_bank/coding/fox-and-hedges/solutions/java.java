class Solution {
    private static final int[][] DIRECTIONS = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};

    private record Place(int row, int column, int moves) {}

    public int fewestMoves(String[] garden) {
        boolean[][] seen = new boolean[garden.length][garden[0].length()];
        Queue<Place> queue = new ArrayDeque<>();
        for (int row = 0; row < garden.length; row++) {
            int column = garden[row].indexOf('F');
            if (column >= 0) {
                seen[row][column] = true;
                queue.add(new Place(row, column, 0));
            }
        }

        while (!queue.isEmpty()) {
            Place place = queue.remove();
            if (garden[place.row].charAt(place.column) == 'D') {
                return place.moves;
            }
            for (int[] direction : DIRECTIONS) {
                int row = place.row + direction[0];
                int column = place.column + direction[1];
                if (onBoard(garden, row, column) && garden[row].charAt(column) == '#') {
                    row += direction[0];
                    column += direction[1];
                }
                if (onBoard(garden, row, column) && garden[row].charAt(column) != '#' && !seen[row][column]) {
                    seen[row][column] = true;
                    queue.add(new Place(row, column, place.moves + 1));
                }
            }
        }
        return -1;
    }

    private boolean onBoard(String[] garden, int row, int column) {
        return row >= 0 && row < garden.length && column >= 0 && column < garden[row].length();
    }
}
