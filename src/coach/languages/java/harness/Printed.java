package harness;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What the code prints, on System.out and System.err alike. The first of each case passes at once, so that it is seen
 * when the call never ends; behind that it is collected, so that printing much is quick.
 */
final class Printed extends OutputStream {
    private static final int AT_ONCE = 8 << 10;
    private static final int COLLECTED = 16 << 10;

    private final FileOutputStream descriptor = new FileOutputStream(FileDescriptor.out);
    private final byte[] waiting = new byte[COLLECTED];
    private int length;
    private int passed;

    private Printed() {}

    /** Puts itself in the place of the streams of the process. */
    static Printed instead() {
        Printed printed = new Printed();
        System.setOut(new PrintStream(printed, false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(printed, false, StandardCharsets.UTF_8));
        Runtime.getRuntime().addShutdownHook(new Thread(printed::endOfCase));
        return printed;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] data, int offset, int count) throws IOException {
        if (passed < AT_ONCE || count > COLLECTED - length) {
            flush();
        }
        if (passed < AT_ONCE || count > COLLECTED) {
            passed += count;
            descriptor.write(data, offset, count);
        } else {
            System.arraycopy(data, offset, waiting, length, count);
            length += count;
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        int count = length;
        length = 0;
        if (count > 0) {
            descriptor.write(waiting, 0, count);
        }
    }

    /** Lets out what was collected, also by a stream that the code put in our place. */
    void endOfCase() {
        try {
            System.out.flush();
            System.err.flush();
            flush();
        } catch (Throwable error) {
            // A stream of the candidate's own may fail as it likes.
        }
        passed = 0;
    }
}
