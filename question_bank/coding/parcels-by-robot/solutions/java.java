class Solution {
    private static final String CLOCKWISE = "^>v<";
    private static final int[] DOWN = {-1, 0, 1, 0};
    private static final int[] RIGHT = {0, 1, 0, -1};

    private record Tile(int row, int column) {}

    public int[][] deliveries(String[] level, String commands) {
        Tile robot = startOf(level);
        int heading = CLOCKWISE.indexOf('>');
        Set<Tile> served = new LinkedHashSet<>(); // doors in the order of delivery
        for (char command : commands.toCharArray()) {
            switch (command) {
                case 'L' -> heading = (heading + 3) % 4;
                case 'R' -> heading = (heading + 1) % 4;
                default -> robot = moved(level, robot, heading);
            }
            int belt = CLOCKWISE.indexOf(level[robot.row()].charAt(robot.column()));
            if (belt >= 0) {
                robot = moved(level, robot, belt);
            }
            if (level[robot.row()].charAt(robot.column()) == 'D') {
                served.add(robot);
            }
        }
        return served.stream().map(door -> new int[] {door.row(), door.column()}).toArray(int[][]::new);
    }

    /** The next tile in a direction, or the same one if the way is blocked. */
    private static Tile moved(String[] level, Tile from, int direction) {
        int row = from.row() + DOWN[direction];
        int column = from.column() + RIGHT[direction];
        boolean inside = 0 <= row && row < level.length && 0 <= column && column < level[0].length();
        return inside && level[row].charAt(column) != '#' ? new Tile(row, column) : from;
    }

    private static Tile startOf(String[] level) {
        for (int row = 0; row < level.length; row++) {
            int column = level[row].indexOf('S');
            if (column >= 0) {
                return new Tile(row, column);
            }
        }
        throw new IllegalArgumentException("the level has no start");
    }
}
