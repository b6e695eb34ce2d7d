package harness;

import java.nio.ByteBuffer;

/** The first request: the candidate's code, and what it has to define. `entry` is null when it cannot be used. */
record Load(Answer answer, Entry entry) {
    static Load of(ByteBuffer request, Compiler compiler) {
        String source = Scalar.readText(request);
        String driver = Scalar.readText(request);
        try {
            MemoryLoader classes = compiler.compile(source, driver);
            Entry entry = new Linker(classes, Signature.of(driver)).entry();
            return new Load(Answer.empty(Answer.LOADED), entry);
        } catch (NotLoaded error) {
            return new Load(Answer.error(Answer.NOT_LOADED, error.line, error.getMessage()), null);
        } catch (Throwable error) {
            return new Load(Answer.error(Answer.NOT_LOADED, Failure.line(error), Failure.message(error)), null);
        }
    }
}
