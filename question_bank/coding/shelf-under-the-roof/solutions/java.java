class Solution {
    private static final int[] NO_ROOM = {0, 0};

    private record Shelf(int start, int height) {}

    public long largestShelf(int[][] sections) {
        long largest = 0;
        int position = 0;
        Deque<Shelf> openShelves = new ArrayDeque<>(); // what can still grow, higher from one to the next
        for (int at = 0; at <= sections.length; at++) {
            int[] section = at < sections.length ? sections[at] : NO_ROOM; // at the end, so that nothing stays open
            int width = section[0];
            int height = section[1];
            int start = position;
            while (!openShelves.isEmpty() && openShelves.peek().height() >= height) {
                Shelf shelf = openShelves.pop();
                start = shelf.start();
                largest = Math.max(largest, (long) (position - start) * shelf.height());
            }
            openShelves.push(new Shelf(start, height));
            position += width;
        }
        return largest;
    }
}
