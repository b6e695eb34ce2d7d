class Solution {
    public boolean isBalanced(String text) {
        Deque<Character> awaited = new ArrayDeque<>();
        for (char symbol : text.toCharArray()) {
            switch (symbol) {
                case '(' -> awaited.push(')');
                case '[' -> awaited.push(']');
                case '{' -> awaited.push('}');
                case ')', ']', '}' -> {
                    if (awaited.isEmpty() || awaited.pop() != symbol) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return awaited.isEmpty();
    }
}
