package main

type ReadingBuffer struct {
	slots []int
	added int // readings that ever came in
	total int
}

func NewReadingBuffer(size int) *ReadingBuffer {
	return &ReadingBuffer{slots: make([]int, size)}
}

func (b *ReadingBuffer) Add(reading int) {
	slot := b.added % len(b.slots)
	b.total += reading - b.slots[slot] // a slot that was never used holds 0
	b.slots[slot] = reading
	b.added++
}

func (b *ReadingBuffer) Back(steps int) *int {
	if steps >= min(b.added, len(b.slots)) {
		return nil
	}
	reading := b.slots[(b.added-1-steps)%len(b.slots)]
	return &reading
}

func (b *ReadingBuffer) Total() int {
	return b.total
}
