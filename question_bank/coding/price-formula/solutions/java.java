import java.util.regex.Matcher;
import java.util.regex.Pattern;

class Solution {
    private static final char NEGATE = '~'; // a minus sign with nothing on its left
    private static final Pattern TOKEN = Pattern.compile("\\d+|[a-z]+|[-+*/()]");

    private final Deque<Integer> operands = new ArrayDeque<>();
    private final Deque<Character> waiting = new ArrayDeque<>(); // incomplete operators and open brackets

    public int price(String formula, Map<String, Integer> values) {
        boolean afterValue = false;
        Matcher tokens = TOKEN.matcher(formula);
        while (tokens.find()) {
            String token = tokens.group();
            char sign = token.charAt(0);
            boolean isValue = Character.isLetterOrDigit(sign);
            if (isValue) {
                operands.push(Character.isDigit(sign) ? Integer.valueOf(token) : values.get(token));
            } else if (sign == '(') {
                waiting.push(sign);
            } else if (sign == ')') {
                applyWaiting(1);
                waiting.pop();
            } else if (sign == '-' && !afterValue) {
                waiting.push(NEGATE);
            } else {
                applyWaiting(rank(sign));
                waiting.push(sign);
            }
            afterValue = isValue || sign == ')';
        }
        applyWaiting(1);
        return operands.pop();
    }

    /** Applies what binds at least as tightly as the rank, back to the last open bracket. */
    private void applyWaiting(int rank) {
        while (!waiting.isEmpty() && rank(waiting.peek()) >= rank) {
            char sign = waiting.pop();
            int right = operands.pop();
            operands.push(sign == NEGATE ? -right : apply(sign, operands.pop(), right));
        }
    }

    private static int apply(char sign, int left, int right) {
        return switch (sign) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            default -> left / right;
        };
    }

    private static int rank(char sign) {
        return switch (sign) {
            case '+', '-' -> 1;
            case '*', '/' -> 2;
            case NEGATE -> 3;
            default -> 0;
        };
    }
}
