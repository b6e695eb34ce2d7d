package harness;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Finds in compiled classes what a signature asks for. */
final class Linker {
    private static final int MOST_SHOWN = 3;
    /** Classes that are not meant as the solution: inner ones, and nodes. */
    private static final String OTHERS = ".*\\$.*|ListNode|TreeNode";

    private final MemoryLoader classes;
    private final Signature signature;
    private final Kinds kinds;

    Linker(MemoryLoader classes, Signature signature) {
        this.classes = classes;
        this.signature = signature;
        kinds = new Kinds(classes);
    }

    Entry entry() throws NotLoaded, ReflectiveOperationException {
        checkClass();
        Class<?> type = Class.forName(signature.className(), true, classes);
        return signature.constructor() == null ? function(type) : operations(type);
    }

    private void checkClass() throws NotLoaded {
        String wanted = signature.className();
        if (classes.names().contains(wanted)) {
            return;
        }
        String method = signature.constructor() == null ? " with a method " + signature.methods().get(0).method() : "";
        List<String> found = classes.names().stream().filter(name -> !name.matches(OTHERS)).toList();
        throw new NotLoaded("the class " + wanted + method + " is expected" + instead(found));
    }

    private Entry function(Class<?> type) throws NotLoaded {
        Declaration wanted = signature.methods().get(0);
        Operation method = method(type, wanted);
        boolean isStatic = Modifier.isStatic(method.target().getModifiers());
        Operation maker = isStatic ? null : constructor(type, new Declaration(signature.className()));
        return new FunctionEntry(maker, method, wanted.changed != null);
    }

    private Entry operations(Class<?> type) throws NotLoaded {
        List<Operation> operations = new ArrayList<>();
        operations.add(constructor(type, signature.constructor()));
        for (Declaration each : signature.methods()) {
            operations.add(method(type, each));
        }
        return new ClassEntry(operations.toArray(new Operation[0]));
    }

    private Operation method(Class<?> type, Declaration wanted) throws NotLoaded {
        Kind[] takes = kinds(wanted);
        List<String> found = new ArrayList<>();
        for (Method method : methods(type)) {
            boolean returns = method.getReturnType() != void.class;
            if (method.getName().equals(wanted.name) && fits(method, takes) && (returns || wanted.result == null)) {
                return operation(method, takes, wanted);
            }
            found.add(Names.of(method.getGenericReturnType()) + " " + spelled(method.getName(), method));
        }
        throw missing("a method " + wanted.method(), found);
    }

    private static List<Method> methods(Class<?> type) {
        List<Method> found = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            found.addAll(Arrays.asList(each.getDeclaredMethods()));
        }
        found.removeIf(Method::isSynthetic);
        return found;
    }

    private Operation constructor(Class<?> type, Declaration wanted) throws NotLoaded {
        if (Modifier.isAbstract(type.getModifiers()) || type.isEnum()) {
            throw new NotLoaded("the class " + signature.className() + " must be an ordinary class");
        }
        Kind[] takes = kinds(wanted);
        List<String> found = new ArrayList<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (fits(constructor, takes)) {
                return operation(constructor, takes, wanted);
            }
            found.add(spelled(wanted.name, constructor));
        }
        throw missing("a constructor " + wanted.constructor(), found);
    }

    private Kind[] kinds(Declaration wanted) throws NotLoaded {
        Kind[] takes = new Kind[wanted.takes.size()];
        for (int k = 0; k < takes.length; k++) {
            takes[k] = kinds.of(wanted.takes.get(k).kind());
        }
        return takes;
    }

    private Operation operation(Executable target, Kind[] takes, Declaration wanted) throws NotLoaded {
        Declaration.Typed result = wanted.changed == null ? wanted.result : wanted.changed;
        target.setAccessible(true);
        return new Operation(target, takes, result == null ? null : kinds.of(result.kind()));
    }

    private static boolean fits(Executable found, Kind[] takes) {
        Class<?>[] parameters = found.getParameterTypes();
        if (parameters.length != takes.length) {
            return false;
        }
        for (int k = 0; k < takes.length; k++) {
            Class<?> parameter = parameters[k];
            boolean wider = takes[k] == Scalar.INT && parameter == long.class;
            if (parameter != takes[k].type() && !parameter.isAssignableFrom(takes[k].boxed()) && !wider) {
                return false;
            }
        }
        return true;
    }

    private static String spelled(String name, Executable found) {
        return Arrays.stream(found.getGenericParameterTypes())
                .map(Names::of)
                .collect(Collectors.joining(", ", name + "(", ")"));
    }

    private NotLoaded missing(String wanted, List<String> found) {
        return new NotLoaded("the class " + signature.className() + " needs " + wanted + instead(found));
    }

    private static String instead(Collection<String> found) {
        String shown = found.stream().sorted().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return shown.isEmpty() ? "" : "; found " + shown;
    }
}
