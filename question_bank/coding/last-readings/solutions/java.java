class ReadingBuffer {
    private final int[] slots;
    private int added; // readings that ever came in
    private int total;

    public ReadingBuffer(int size) {
        slots = new int[size];
    }

    public void add(int reading) {
        int slot = added % slots.length;
        total += reading - slots[slot]; // a slot that was never used holds 0
        slots[slot] = reading;
        added++;
    }

    public Integer back(int steps) {
        if (steps >= Math.min(added, slots.length)) {
            return null;
        }
        return slots[(added - 1 - steps) % slots.length];
    }

    public int total() {
        return total;
    }
}
