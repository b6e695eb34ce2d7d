package harness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A method or constructor that a solution has to define. */
final class Declaration {
    /** A type of the signature, and how it is spelled in Java. */
    record Typed(String kind, String spelled) {}

    final String name;
    final List<Typed> takes = new ArrayList<>();
    /** What is returned; null for nothing. */
    Typed result;
    /** The first parameter, where it is changed in place and is the result; else null. */
    Typed changed;

    Declaration(String name) {
        this.name = name;
    }

    String constructor() {
        return name + takes.stream().map(Typed::spelled).collect(Collectors.joining(", ", "(", ")"));
    }

    String method() {
        return (result == null ? "void" : result.spelled()) + " " + constructor();
    }
}
