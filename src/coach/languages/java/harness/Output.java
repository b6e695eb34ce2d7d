package harness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Grows as values are written to it, until there are more than an answer may hold. */
final class Output {
    private static final int MOST_ITEMS = 2_000_000;

    private ByteBuffer data = ByteBuffer.allocate(1 << 10);
    private int items;

    void flag(boolean value) {
        room(1).put((byte) (value ? 1 : 0));
    }

    void number(int value) {
        room(4).putInt(value);
    }

    void whole(long value) {
        room(8).putLong(value);
    }

    void real(double value) {
        room(8).putDouble(value);
    }

    /** Replaces the number at the very beginning. */
    void realAtStart(double value) {
        data.putDouble(0, value);
    }

    void text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        bytes(encoded);
    }

    void bytes(byte[] value) {
        room(value.length).put(value);
    }

    /** Begins a list of so many items. */
    void count(int size) {
        spend(size);
        number(size);
    }

    /** To be called before many items are collected. */
    void spend(int size) {
        items += size;
        if (items > MOST_ITEMS || items < 0) {
            throw new Unsuitable("the returned value has over " + MOST_ITEMS + " items");
        }
    }

    Answer answer(char kind) {
        return new Answer(kind, data.array(), data.position());
    }

    private ByteBuffer room(int size) {
        if (data.remaining() < size) {
            int wanted = Math.addExact(data.position(), size);
            data = ByteBuffer.allocate(Math.max(wanted, 2 * data.capacity())).put(data.flip());
        }
        return data;
    }
}
