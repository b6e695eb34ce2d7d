package harness;

import java.nio.ByteBuffer;

/** A class that is driven by a list of operations; the first of `operations` is its constructor. */
record ClassEntry(Operation[] operations) implements Entry {
    @Override
    public long run(ByteBuffer input, Output output) throws Throwable {
        Operation[] steps = new Operation[input.getInt()];
        Object[][] arguments = new Object[steps.length][];
        for (int k = 0; k < steps.length; k++) {
            steps[k] = operations[input.getInt()];
            arguments[k] = steps[k].arguments(input);
        }
        Object receiver = null;
        long spent = 0;
        long began = Clock.nanoseconds();
        for (int k = 0; k < steps.length; k++) {
            Object value = steps[k].call(receiver, arguments[k]);
            Kind result = steps[k].result();
            if (steps[k] == operations[0]) {
                receiver = value;
            } else if (result instanceof Scalar) {
                // This takes less than stopping the clock.
                result.write(value, output);
            } else if (result != null) {
                spent += Clock.nanoseconds() - began;
                result.write(value, output);
                began = Clock.nanoseconds();
            }
        }
        return spent + Clock.nanoseconds() - began;
    }
}
