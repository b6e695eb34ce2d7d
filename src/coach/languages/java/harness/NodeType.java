package harness;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;

/** The class of a list's or a tree's nodes: the question's own, or the candidate's of the same name. */
final class NodeType {
    final Class<?> type;
    private final Constructor<?> maker;
    private final Field value;

    NodeType(Class<?> type, Kind item) throws NotLoaded {
        this.type = type;
        this.value = field("val");
        try {
            maker = type.getDeclaredConstructor(value.getType());
            maker.setAccessible(true);
        } catch (NoSuchMethodException error) {
            String wanted = type.getSimpleName() + "(" + item.type().getSimpleName() + " val)";
            throw new NotLoaded("the class " + type.getSimpleName() + " needs a constructor " + wanted);
        }
    }

    Field field(String name) throws NotLoaded {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException error) {
            throw new NotLoaded("the class " + type.getSimpleName() + " needs a field " + name);
        }
    }

    Object make(Object item) {
        try {
            return maker.newInstance(item);
        } catch (ReflectiveOperationException error) {
            if (error.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new Unsuitable("the constructor of " + type.getSimpleName() + " failed: " + error.getCause());
        }
    }

    Object value(Object node) {
        return get(value, node);
    }

    Object get(Field field, Object node) {
        try {
            return field.get(node);
        } catch (IllegalAccessException error) {
            throw new IllegalStateException(error);
        }
    }

    void set(Field field, Object node, Object value) {
        try {
            field.set(node, value);
        } catch (IllegalAccessException error) {
            throw new IllegalStateException(error);
        }
    }
}
