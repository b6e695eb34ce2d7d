package harness;

import java.nio.ByteBuffer;

/** A loaded solution. */
interface Entry {
    /** Runs it on one input and writes the result; returns the CPU time of the candidate's own code, in nanoseconds. */
    long run(ByteBuffer input, Output output) throws Throwable;
}
