package harness;

import java.nio.charset.StandardCharsets;

/** One answer to the supervisor: a letter, and the first `length` bytes of `data`. */
record Answer(char kind, byte[] data, int length) {
    static final char WAITING = 'W';
    static final char LOADED = 'O';
    static final char NOT_LOADED = 'L';
    static final char RETURNED = 'R';
    static final char RAISED = 'E';
    static final char OUT_OF_MEMORY = 'M';
    static final char OUT_OF_MEMORY_FOR_GOOD = 'N';

    static Answer empty(char kind) {
        return new Answer(kind, new byte[0], 0);
    }

    static Answer error(char kind, int line, String message) {
        Output body = new Output();
        body.number(line);
        body.bytes(message.getBytes(StandardCharsets.UTF_8));
        return body.answer(kind);
    }
}
