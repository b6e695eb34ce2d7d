package harness;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time of the calling thread: compiling and collecting garbage happen on others. */
final class Clock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Clock() {}

    static long nanoseconds() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
