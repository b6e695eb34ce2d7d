package harness;

import java.lang.reflect.Type;

/** Names of types, as somebody writes them who has imported them. */
final class Names {
    private Names() {}

    static String ofClass(Object value) {
        String simple = value.getClass().getSimpleName();
        return simple.isEmpty() ? value.getClass().getName() : simple;
    }

    /** With what is inside: `Map<String, Integer>`. */
    static String of(Type type) {
        return withoutPackages(type.getTypeName());
    }

    static String withoutPackages(String text) {
        return text.replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
    }
}
