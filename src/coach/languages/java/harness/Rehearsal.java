package harness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Takes every path a few times before there is a candidate, so that none of them pays for the first time. */
final class Rehearsal {
    private static final int ROUNDS = 2;
    private static final int CALLS = 50;
    private static final String SOURCE = """
            class Solution {
                record Pair(int left, int right) {}

                private final Map<Integer, List<Integer>> seen = new HashMap<>();
                private final Deque<int[]> queue = new ArrayDeque<>();

                public int[] rehearse(int[] values, String text) {
                    PriorityQueue<Pair> best = new PriorityQueue<>((a, b) -> Integer.compare(a.left(), b.left()));
                    Set<Character> letters = new HashSet<>();
                    for (char letter : text.toCharArray()) {
                        letters.add(letter);
                    }
                    int[][] grid = new int[2][values.length];
                    for (int k = 0; k < values.length; k++) {
                        seen.computeIfAbsent(values[k], any -> new ArrayList<>()).add(k);
                        best.add(new Pair(values[k], k));
                        queue.offer(new int[] {k, values[k]});
                        grid[k % 2][k] = Math.max(values[k], k);
                    }
                    StringBuilder made = new StringBuilder();
                    while (!best.isEmpty() && !queue.isEmpty()) {
                        Pair pair = best.poll();
                        made.append(pair.right()).append(' ').append(queue.poll()[0] + letters.size());
                    }
                    Arrays.sort(values);
                    List<Integer> sorted = Arrays.stream(values).boxed().sorted(Comparator.reverseOrder()).toList();
                    String joined = sorted.stream().map(String::valueOf).collect(Collectors.joining(","));
                    try {
                        return made.length() > 1000 ? grid[0] : sorted.stream().mapToInt(Integer::intValue).toArray();
                    } catch (RuntimeException error) {
                        throw new IllegalStateException("not possible: " + joined, error);
                    }
                }
            }
            """;
    private static final String DRIVER = """
            //: method rehearse
            //: takes list<int> int[]
            //: takes string String
            //: result list<int> int[]
            """;

    private final Compiler compiler;

    Rehearsal(Compiler compiler) {
        this.compiler = compiler;
    }

    void run() {
        for (int round = 1; round < ROUNDS; round++) {
            load();
        }
        Entry entry = load();
        byte[] request = oneCase();
        for (int call = 0; call < CALLS; call++) {
            check(new Case(entry, ByteBuffer.wrap(request)).answer(), Answer.RETURNED);
        }
    }

    private Entry load() {
        Output request = new Output();
        request.text(SOURCE);
        request.text(DRIVER);
        Load load = Load.of(ByteBuffer.wrap(bytes(request)), compiler);
        check(load.answer(), Answer.LOADED);
        return load.entry();
    }

    private static byte[] oneCase() {
        Output request = new Output();
        request.real(1);
        request.number(1);
        request.number(2);
        request.whole(7);
        request.whole(5);
        request.text("rehearsal");
        return bytes(request);
    }

    private static byte[] bytes(Output request) {
        return request.answer(Answer.WAITING).data();
    }

    private static void check(Answer answer, char expected) {
        if (answer.kind() != expected) {
            throw new IllegalStateException(new String(answer.data(), StandardCharsets.UTF_8));
        }
    }
}
