class LineEditor {
    /** What an edit did just before the cursor, and where it left the cursor. */
    private record Edit(int cursor, int typed, String erased) {}

    private final StringBuilder left = new StringBuilder(); // what is before the cursor
    private final StringBuilder right = new StringBuilder(); // what is behind it, the nearest character last
    private final Deque<Edit> edits = new ArrayDeque<>();

    public LineEditor() {}

    public void typeText(String text) {
        left.append(text);
        edits.push(new Edit(left.length(), text.length(), ""));
    }

    public int erase(int count) {
        String erased = cut(left, count);
        if (!erased.isEmpty()) {
            edits.push(new Edit(left.length(), 0, erased));
        }
        return erased.length();
    }

    public int moveCursor(int steps) {
        if (steps < 0) {
            right.append(reversed(cut(left, -steps)));
        } else {
            left.append(reversed(cut(right, steps)));
        }
        return left.length();
    }

    public boolean undo() {
        if (edits.isEmpty()) {
            return false;
        }
        Edit edit = edits.pop();
        moveCursor(edit.cursor() - left.length());
        cut(left, edit.typed());
        left.append(edit.erased());
        return true;
    }

    public String view(int width) {
        return top(left, width) + "|" + reversed(top(right, width));
    }

    private static String top(StringBuilder stack, int count) {
        return stack.substring(Math.max(0, stack.length() - count));
    }

    private static String cut(StringBuilder stack, int count) {
        String taken = top(stack, count);
        stack.setLength(stack.length() - taken.length());
        return taken;
    }

    private static StringBuilder reversed(String text) {
        return new StringBuilder(text).reverse();
    }
}
