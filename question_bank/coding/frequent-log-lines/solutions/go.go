package main

import (
	"container/heap"
	"slices"
)

type counted struct {
	line  string
	count int
}

// before says whether a ranks before b: more frequent, or as frequent and earlier in the alphabet.
func before(a, b counted) bool {
	if a.count != b.count {
		return a.count > b.count
	}
	return a.line < b.line
}

// best is a heap with the lowest rank on top.
type best []counted

func (b best) Len() int           { return len(b) }
func (b best) Less(i, j int) bool { return before(b[j], b[i]) }
func (b best) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }
func (b *best) Push(entry any)    { *b = append(*b, entry.(counted)) }

func (b *best) Pop() any {
	last := len(*b) - 1
	entry := (*b)[last]
	*b = (*b)[:last]
	return entry
}

func frequentLines(lines []string, k int) []string {
	counts := map[string]int{}
	for _, line := range lines {
		counts[line]++
	}

	var kept best
	for line, count := range counts {
		heap.Push(&kept, counted{line, count})
		if kept.Len() > k {
			heap.Pop(&kept)
		}
	}

	result := make([]string, 0, k)
	for kept.Len() > 0 {
		result = append(result, heap.Pop(&kept).(counted).line)
	}
	slices.Reverse(result)
	return result
}
