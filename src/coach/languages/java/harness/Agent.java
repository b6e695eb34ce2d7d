package harness;

/**
 * Waits for a candidate's code, compiles it, calls it case by case. Everything here shares its process with that code,
 * so the host trusts none of it.
 */
public final class Agent {
    private static final long STACK_BYTES = 64L << 20;

    private Agent() {}

    /** Serves one job; with any argument, only rehearses, which is how the archive of classes is made. */
    public static void main(String[] arguments) {
        Runnable work = arguments.length == 0 ? Agent::serve : () -> new Rehearsal(new Compiler()).run();
        new Thread(null, work, "main", STACK_BYTES).start();
    }

    private static void serve() {
        Printed printed = Printed.instead();
        Compiler compiler = new Compiler();
        new Rehearsal(compiler).run();
        Channel channel = new Channel(printed);
        channel.send(Answer.empty(Answer.WAITING));
        Load load = Load.of(channel.receive(), compiler);
        channel.send(load.answer());
        while (load.entry() != null) {
            channel.send(new Case(load.entry(), channel.receive()).answer());
        }
        Channel.leave();
    }
}
