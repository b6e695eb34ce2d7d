package main

import (
	"container/heap"
	"sort"
)

// minHeap is a heap of integers with the smallest on top.
type minHeap struct{ sort.IntSlice }

func (h *minHeap) Push(item any) {
	h.IntSlice = append(h.IntSlice, item.(int))
}

func (h *minHeap) Pop() any {
	last := len(h.IntSlice) - 1
	item := h.IntSlice[last]
	h.IntSlice = h.IntSlice[:last]
	return item
}

func (h *minHeap) top() int { return h.IntSlice[0] }

type LatencyMedian struct {
	lower minHeap // the smaller half, negated, so that its largest is on top
	upper minHeap // the larger half, at most one shorter than the smaller
}

func NewLatencyMedian() *LatencyMedian {
	return &LatencyMedian{}
}

func (m *LatencyMedian) Add(latency int) {
	// What goes into one half passes through the other, so that the halves stay in order.
	if m.lower.Len() == m.upper.Len() {
		heap.Push(&m.upper, latency)
		heap.Push(&m.lower, -heap.Pop(&m.upper).(int))
	} else {
		heap.Push(&m.lower, -latency)
		heap.Push(&m.upper, -heap.Pop(&m.lower).(int))
	}
}

func (m *LatencyMedian) Median() float64 {
	if m.lower.Len() == 0 {
		return -1
	}
	middle := -m.lower.top()
	if m.lower.Len() > m.upper.Len() {
		return float64(middle)
	}
	return float64(middle+m.upper.top()) / 2
}
