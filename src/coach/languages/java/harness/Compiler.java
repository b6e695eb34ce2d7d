package harness;

import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.JavacTaskPool;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Compiles in memory and in this process, without annotation processors. */
final class Compiler {
    static final String FILE = "Solution.java";

    private static final String NODES_FILE = "Nodes.java";
    private static final List<String> OPTIONS = List.of("-proc:none", "-g", "-nowarn", "-Xlint:none");

    private final MemoryFiles files;
    /** Keeps what the compiler has read of the platform's classes, which is most of the work for a short source. */
    private final JavacTaskPool tasks = new JavacTaskPool(1);

    Compiler() {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        files = new MemoryFiles(javac.getStandardFileManager(null, Locale.ENGLISH, null));
    }

    /** The classes of a solution, and of the nodes that it uses and does not define itself. */
    MemoryLoader compile(String source, String nodes) throws NotLoaded {
        JavaFileObject solution = new MemoryFiles.Source(FILE, SourceText.prepared(source));
        JavaFileObject ours = new MemoryFiles.Source(NODES_FILE, nodes);
        CompileErrors errors = new CompileErrors(solution);
        Map<String, byte[]> classes = run(List.of(solution, ours), errors);
        if (errors.definesNodes()) {
            errors = new CompileErrors(solution);
            classes = run(List.of(solution), errors);
        }
        errors.check();
        return new MemoryLoader(classes);
    }

    private Map<String, byte[]> run(List<JavaFileObject> units, CompileErrors errors) {
        StringWriter printed = new StringWriter();
        try {
            boolean done = tasks.getTask(printed, files, errors, OPTIONS, null, units, JavacTask::call);
            if (!done) {
                errors.failed(printed.toString());
            }
        } catch (StackOverflowError | OutOfMemoryError error) {
            errors.failed(error.toString());
        }
        return files.taken();
    }
}
