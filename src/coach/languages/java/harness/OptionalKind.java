package harness;

import java.nio.ByteBuffer;

/** A value, or null. */
record OptionalKind(Kind inside) implements Kind {
    @Override
    public Class<?> type() {
        return inside.boxed();
    }

    @Override
    public Object read(ByteBuffer input) {
        return input.get() == 1 ? inside.read(input) : null;
    }

    @Override
    public void write(Object value, Output output) {
        output.flag(value != null);
        if (value != null) {
            inside.write(value, output);
        }
    }
}
