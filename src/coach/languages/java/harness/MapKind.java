package harness;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map with texts as keys. */
record MapKind(Kind inside) implements Kind {
    @Override
    public Class<?> type() {
        return Map.class;
    }

    @Override
    public Object read(ByteBuffer input) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int count = input.getInt(); count > 0; count--) {
            map.put(Scalar.readText(input), inside.read(input));
        }
        return map;
    }

    @Override
    public void write(Object value, Output output) {
        if (!(value instanceof Map<?, ?> map)) {
            throw Unsuitable.returned(value, this);
        }
        output.count(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Scalar.STRING.write(entry.getKey(), output);
            inside.write(entry.getValue(), output);
        }
    }
}
