package harness;

/** Code that cannot be compiled, or does not define what is asked for. */
final class NotLoaded extends Exception {
    final transient int line;

    NotLoaded(int line, String message) {
        super(message, null, false, false);
        this.line = line;
    }

    NotLoaded(String message) {
        this(0, message);
    }
}
