package harness;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;

/** A method or constructor of the candidate's, with the types of what it takes and of its result, if there is one. */
record Operation(Executable target, Kind[] takes, Kind result) {
    Object[] arguments(ByteBuffer input) {
        Object[] arguments = new Object[takes.length];
        for (int k = 0; k < takes.length; k++) {
            arguments[k] = takes[k].read(input);
        }
        return arguments;
    }

    /** Throws what the candidate's code throws. */
    Object call(Object receiver, Object[] arguments) throws Throwable {
        try {
            if (target instanceof Constructor<?> constructor) {
                return constructor.newInstance(arguments);
            }
            return ((Method) target).invoke(receiver, arguments);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
    }
}
