package harness;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;

/** A type of a signature: what its values are in Java, and how they are read and written. */
interface Kind {
    /** The class of its values, primitive where there is one. */
    Class<?> type();

    /** The same, for values that may be missing. */
    default Class<?> boxed() {
        return type();
    }

    Object read(ByteBuffer input);

    /** Writes a value that the candidate's code returned; throws Unsuitable when it is of another type. */
    void write(Object value, Output output);

    /** An array of so many values. */
    default Object readArray(ByteBuffer input, int count) {
        Object[] items = (Object[]) Array.newInstance(type(), count);
        for (int k = 0; k < count; k++) {
            items[k] = read(input);
        }
        return items;
    }

    /** Writes the values of an array, whatever it holds. */
    default void writeArray(Object array, Output output) {
        int count = Array.getLength(array);
        for (int k = 0; k < count; k++) {
            write(Array.get(array, k), output);
        }
    }
}
