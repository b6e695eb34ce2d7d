package harness;

import java.nio.ByteBuffer;

/** One method, on an object made for each call; `maker` is null when it is static. */
record FunctionEntry(Operation maker, Operation method, boolean inPlace) implements Entry {
    private static final Object[] NOTHING = {};

    @Override
    public long run(ByteBuffer input, Output output) throws Throwable {
        Object[] arguments = method.arguments(input);
        long began = Clock.nanoseconds();
        Object receiver = maker == null ? null : maker.call(null, NOTHING);
        Object value = method.call(receiver, arguments);
        long spent = Clock.nanoseconds() - began;
        method.result().write(inPlace ? arguments[0] : value, output);
        return spent;
    }
}
