package harness;

import java.util.ArrayList;
import java.util.List;

/** What a solution has to define; `constructor` is null for a single function. */
record Signature(String className, Declaration constructor, List<Declaration> methods) {
    private static final String REMARK = "//: ";

    /** Reads the driver's remarks, which the templates in language.toml make. */
    static Signature of(String driver) {
        Declaration constructor = null;
        Declaration current = null;
        List<Declaration> methods = new ArrayList<>();
        for (String line : driver.split("\n")) {
            if (!line.startsWith(REMARK)) {
                continue;
            }
            String[] words = line.substring(REMARK.length()).split(" ", 3);
            switch (words[0]) {
                case "class" -> current = constructor = new Declaration(words[1]);
                case "method" -> methods.add(current = new Declaration(words[1]));
                case "takes" -> current.takes.add(new Declaration.Typed(words[1], words[2]));
                case "result" -> current.result = new Declaration.Typed(words[1], words[2]);
                default -> current.changed = new Declaration.Typed(words[1], words[2]);
            }
        }
        return new Signature(constructor == null ? "Solution" : constructor.name, constructor, methods);
    }
}
