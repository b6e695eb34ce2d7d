package harness;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A binary tree, by its root; null is the empty tree. */
final class TreeKind implements Kind {
    private final Kind item;
    private final NodeType node;
    private final Field left;
    private final Field right;

    TreeKind(Kind item, Class<?> type) throws NotLoaded {
        this.item = item;
        node = new NodeType(type, item);
        left = node.field("left");
        right = node.field("right");
    }

    @Override
    public Class<?> type() {
        return node.type;
    }

    @Override
    public Object read(ByteBuffer input) {
        int count = input.getInt();
        List<Object> parents = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Object child = input.get() == 1 ? node.make(item.read(input)) : null;
            int parent = (k - 1) / 2;
            if (k > 0 && parent < parents.size()) {
                node.set(k % 2 == 1 ? left : right, parents.get(parent), child);
            }
            if (child != null) {
                parents.add(child);
            }
        }
        return parents.isEmpty() ? null : parents.get(0);
    }

    @Override
    public void write(Object value, Output output) {
        if (value != null && !node.type.isInstance(value)) {
            throw Unsuitable.returned(value, this);
        }
        List<Object> level = byLevel(value, output);
        int count = level.size();
        while (count > 0 && level.get(count - 1) == null) {
            count--;
        }
        output.number(count);
        for (Object each : level.subList(0, count)) {
            output.flag(each != null);
            if (each != null) {
                item.write(node.value(each), output);
            }
        }
    }

    private List<Object> byLevel(Object root, Output output) {
        List<Object> found = new ArrayList<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        found.add(root);
        for (int k = 0; k < found.size(); k++) {
            Object each = found.get(k);
            if (each == null) {
                continue;
            }
            if (!seen.add(each)) {
                throw new Unsuitable("a node occurs twice in the returned tree");
            }
            output.spend(2);
            found.add(node.get(left, each));
            found.add(node.get(right, each));
        }
        return found;
    }
}
