package harness;

import java.util.Locale;

/** Finds the types that a signature names. */
final class Kinds {
    private final ClassLoader nodes;

    Kinds(ClassLoader nodes) {
        this.nodes = nodes;
    }

    /** The type that is spelled so: `list<optional<int>>`. */
    Kind of(String spelled) throws NotLoaded {
        int open = spelled.indexOf('<');
        if (open < 0) {
            return plain(spelled);
        }
        String inside = spelled.substring(open + 1, spelled.length() - 1);
        return switch (spelled.substring(0, open)) {
            case "list" -> new ListKind(of(inside));
            case "optional" -> new OptionalKind(of(inside));
            case "map" -> new MapKind(of(inside.substring(inside.indexOf(',') + 1)));
            case "linked_list" -> new LinkedListKind(of(inside), node("ListNode"));
            case "binary_tree" -> new TreeKind(of(inside), node("TreeNode"));
            default -> throw new NotLoaded("the type " + spelled + " is not known here");
        };
    }

    private static Kind plain(String spelled) {
        if (spelled.equals("graph")) {
            return new ListKind(new ListKind(Scalar.INT));
        }
        return Scalar.valueOf(spelled.toUpperCase(Locale.ROOT));
    }

    private Class<?> node(String name) throws NotLoaded {
        try {
            return nodes.loadClass(name);
        } catch (ClassNotFoundException error) {
            throw new NotLoaded("the class " + name + " is missing");
        }
    }
}
