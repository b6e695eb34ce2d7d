package harness;

/** A value that cannot be taken as the question's type; the message is for the candidate. */
final class Unsuitable extends RuntimeException {
    Unsuitable(String message) {
        super(message, null, false, false);
    }

    static Unsuitable returned(Object value, Kind wanted) {
        String given = value == null ? "null" : "a value of type " + Names.ofClass(value);
        return new Unsuitable("returned " + given + " where " + wanted.type().getSimpleName() + " is expected");
    }
}
