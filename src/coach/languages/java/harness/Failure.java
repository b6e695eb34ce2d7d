package harness;

/** What is said of an error of the candidate's code. */
final class Failure {
    private static final int LONGEST = 500;

    private Failure() {}

    static Answer answer(Throwable error) {
        if (isOutOfMemory(error)) {
            return Answer.empty(leavesMemory() ? Answer.OUT_OF_MEMORY : Answer.OUT_OF_MEMORY_FOR_GOOD);
        }
        return Answer.error(Answer.RAISED, line(error), message(error));
    }

    private static boolean isOutOfMemory(Throwable error) {
        // The same class says that there are too many threads.
        return error instanceof OutOfMemoryError && !String.valueOf(error.getMessage()).contains("native thread");
    }

    /** Whether the memory can be had back, so that the process can go on; static fields may still hold it. */
    private static boolean leavesMemory() {
        System.gc();
        Runtime machine = Runtime.getRuntime();
        return machine.totalMemory() - machine.freeMemory() < machine.maxMemory() / 2;
    }

    static String message(Throwable error) {
        String text;
        try {
            text = described(error);
        } catch (Throwable another) {
            // The candidate's own class decides how it shows itself.
            text = Names.ofClass(error);
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static String described(Throwable error) {
        if (error instanceof Unsuitable) {
            return error.getMessage();
        }
        if (error instanceof ExceptionInInitializerError && error.getCause() != null) {
            return described(error.getCause());
        }
        String name = Names.ofClass(error);
        if (error instanceof StackOverflowError) {
            return name + ": recursed too deeply";
        }
        String message = error.getLocalizedMessage();
        return message == null ? name : name + ": " + message;
    }

    /** The candidate's line that was reached last; 0 when unknown. */
    static int line(Throwable error) {
        try {
            for (StackTraceElement each : error.getStackTrace()) {
                if (Compiler.FILE.equals(each.getFileName())) {
                    return each.getLineNumber();
                }
            }
            return error.getCause() == null ? 0 : line(error.getCause());
        } catch (Throwable another) {
            return 0;
        }
    }
}
