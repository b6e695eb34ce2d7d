package harness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Numbers, truth values and texts. Whatever holds the same number is taken: a long for an int, an int for a double. */
enum Scalar implements Kind {
    INT(int.class, Integer.class) {
        @Override
        public Object read(ByteBuffer input) {
            return readInt(input);
        }

        @Override
        public Object readArray(ByteBuffer input, int count) {
            int[] items = new int[count];
            for (int k = 0; k < count; k++) {
                items[k] = readInt(input);
            }
            return items;
        }

        @Override
        public void write(Object value, Output output) {
            output.whole(whole(value));
        }

        @Override
        public void writeArray(Object array, Output output) {
            if (!(array instanceof int[] items)) {
                super.writeArray(array, output);
                return;
            }
            for (int item : items) {
                output.whole(item);
            }
        }
    },
    LONG(long.class, Long.class) {
        @Override
        public Object read(ByteBuffer input) {
            return input.getLong();
        }

        @Override
        public Object readArray(ByteBuffer input, int count) {
            long[] items = new long[count];
            for (int k = 0; k < count; k++) {
                items[k] = input.getLong();
            }
            return items;
        }

        @Override
        public void write(Object value, Output output) {
            output.whole(whole(value));
        }
    },
    FLOAT(double.class, Double.class) {
        @Override
        public Object read(ByteBuffer input) {
            return input.getDouble();
        }

        @Override
        public Object readArray(ByteBuffer input, int count) {
            double[] items = new double[count];
            for (int k = 0; k < count; k++) {
                items[k] = input.getDouble();
            }
            return items;
        }

        @Override
        public void write(Object value, Output output) {
            if (!(value instanceof Number number)) {
                throw Unsuitable.returned(value, this);
            }
            output.real(number.doubleValue());
        }
    },
    BOOL(boolean.class, Boolean.class) {
        @Override
        public Object read(ByteBuffer input) {
            return input.get() == 1;
        }

        @Override
        public Object readArray(ByteBuffer input, int count) {
            boolean[] items = new boolean[count];
            for (int k = 0; k < count; k++) {
                items[k] = input.get() == 1;
            }
            return items;
        }

        @Override
        public void write(Object value, Output output) {
            if (!(value instanceof Boolean flag)) {
                throw Unsuitable.returned(value, this);
            }
            output.flag(flag);
        }
    },
    STRING(String.class, String.class) {
        @Override
        public Object read(ByteBuffer input) {
            return readText(input);
        }

        @Override
        public void write(Object value, Output output) {
            if (!(value instanceof String text)) {
                throw Unsuitable.returned(value, this);
            }
            output.text(text);
        }
    };

    private final Class<?> type;
    private final Class<?> boxed;

    Scalar(Class<?> type, Class<?> boxed) {
        this.type = type;
        this.boxed = boxed;
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public Class<?> boxed() {
        return boxed;
    }

    static int readInt(ByteBuffer input) {
        long value = input.getLong();
        if (value != (int) value) {
            throw new Unsuitable("the input holds " + value + ", which does not fit into an int");
        }
        return (int) value;
    }

    static String readText(ByteBuffer input) {
        int length = input.getInt();
        String text = new String(input.array(), input.position(), length, StandardCharsets.UTF_8);
        input.position(input.position() + length);
        return text;
    }

    long whole(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        throw Unsuitable.returned(value, this);
    }
}
