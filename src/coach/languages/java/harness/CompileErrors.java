package harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileObject;

/** Collects what the compiler has against a solution, and says it in one line. */
final class CompileErrors implements DiagnosticListener<JavaFileObject> {
    private static final String TWICE = "compiler.err.duplicate.class";
    private static final int MOST_SHOWN = 3;

    /** An error and its line in the candidate's file. */
    private record Found(int line, String message) {}

    private final JavaFileObject solution;
    private final Set<Found> found = new LinkedHashSet<>();
    private boolean twice;
    private String failure = "";

    CompileErrors(JavaFileObject solution) {
        this.solution = solution;
    }

    @Override
    public void report(Diagnostic<? extends JavaFileObject> said) {
        if (said.getKind() != Diagnostic.Kind.ERROR) {
            return;
        }
        boolean own = said.getSource() == null || said.getSource().getName().equals(solution.getName());
        if (!own && said.getCode().equals(TWICE)) {
            twice = true;
        } else {
            int line = own ? (int) Math.max(0, said.getLineNumber()) : 0;
            found.add(new Found(line, inOneLine(said.getMessage(Locale.ENGLISH))));
        }
    }

    /** The compiler gave up, and printed why. */
    void failed(String printed) {
        if (printed.contains("StackOverflowError")) {
            failure = "the code is nested too deeply for the compiler";
        } else if (printed.contains("OutOfMemoryError")) {
            failure = "the compiler used more memory than it may";
        } else {
            failure = "the compiler failed" + printed.lines().limit(1).map(": "::concat).collect(Collectors.joining());
        }
    }

    /** Whether the solution defines what we would have added. */
    boolean definesNodes() {
        return twice;
    }

    void check() throws NotLoaded {
        if (!found.isEmpty()) {
            List<Found> inOrder = found.stream().sorted(Comparator.comparingInt(Found::line)).toList();
            throw new NotLoaded(inOrder.get(0).line(), listed(inOrder));
        }
        if (!failure.isEmpty()) {
            throw new NotLoaded(failure);
        }
    }

    private static String listed(List<Found> errors) {
        List<String> parts = new ArrayList<>();
        parts.add(errors.get(0).message());
        for (Found each : errors.subList(1, Math.min(MOST_SHOWN, errors.size()))) {
            parts.add("line " + each.line() + ": " + each.message());
        }
        if (errors.size() > MOST_SHOWN) {
            parts.add("and " + (errors.size() - MOST_SHOWN) + " more");
        }
        return String.join("; ", parts);
    }

    /** "cannot find symbol: variable x" instead of three lines, and "String" instead of "java.lang.String". */
    private static String inOneLine(String message) {
        String line = message.lines()
                .map(each -> each.strip().replaceAll("\\s+", " "))
                .filter(each -> !each.startsWith("location:"))
                .collect(Collectors.joining("; "));
        return Names.withoutPackages(line.replace("; symbol: ", ": ").replace(";; ", "; "));
    }
}
