package harness;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/** A singly linked list, by its first node; null is the empty list. */
final class LinkedListKind implements Kind {
    private final Kind item;
    private final NodeType node;
    private final Field next;

    LinkedListKind(Kind item, Class<?> type) throws NotLoaded {
        this.item = item;
        node = new NodeType(type, item);
        next = node.field("next");
    }

    @Override
    public Class<?> type() {
        return node.type;
    }

    @Override
    public Object read(ByteBuffer input) {
        Object head = null;
        Object last = null;
        for (int count = input.getInt(); count > 0; count--) {
            Object made = node.make(item.read(input));
            if (last == null) {
                head = made;
            } else {
                node.set(next, last, made);
            }
            last = made;
        }
        return head;
    }

    @Override
    public void write(Object value, Output output) {
        if (value != null && !node.type.isInstance(value)) {
            throw Unsuitable.returned(value, this);
        }
        output.count(length(value));
        for (Object each = value; each != null; each = node.get(next, each)) {
            item.write(node.value(each), output);
        }
    }

    private int length(Object head) {
        int length = 0;
        Object mark = null;
        for (Object each = head; each != null; each = node.get(next, each)) {
            if (each == mark) {
                throw new Unsuitable("the returned linked list has a cycle");
            }
            // A mark that moves on at every power of two is met again in any cycle.
            if ((length & (length - 1)) == 0) {
                mark = each;
            }
            length++;
        }
        return length;
    }
}
