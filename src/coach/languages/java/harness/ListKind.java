package harness;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Collection;

/** An array; a collection is taken too when it is returned. */
record ListKind(Kind item, Class<?> type) implements Kind {
    ListKind(Kind item) {
        this(item, item.type().arrayType());
    }

    @Override
    public Object read(ByteBuffer input) {
        return item.readArray(input, input.getInt());
    }

    @Override
    public void write(Object value, Output output) {
        Object items = value instanceof Collection<?> collection ? collection.toArray() : value;
        if (items == null || !items.getClass().isArray()) {
            throw Unsuitable.returned(value, this);
        }
        output.count(Array.getLength(items));
        item.writeArray(items, output);
    }
}
