package harness;

import java.nio.ByteBuffer;

/** One case: the limit of CPU time, how often to call the solution, and the input. */
final class Case {
    private final Entry entry;
    private final ByteBuffer input;
    private final double limit;
    private final int repeats;
    private final int start;

    Case(Entry entry, ByteBuffer request) {
        this.entry = entry;
        input = request;
        limit = request.getDouble() * 1e9;
        repeats = request.getInt();
        start = request.position();
    }

    Answer answer() {
        Thread.interrupted();
        try {
            Output output = new Output();
            double least = once(output);
            double spent = least;
            for (int k = 1; k < repeats && spent + 2 * least <= limit; k++) {
                double took = once(new Output());
                least = Math.min(least, took);
                spent += took;
            }
            output.realAtStart(least / 1e9);
            return output.answer(Answer.RETURNED);
        } catch (Throwable error) {
            return Failure.answer(error);
        }
    }

    private long once(Output output) throws Throwable {
        input.position(start);
        output.real(0);
        return entry.run(input, output);
    }
}
