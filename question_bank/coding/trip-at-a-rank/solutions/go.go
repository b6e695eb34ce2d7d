package main

import "container/heap"

type trip struct {
	total, flight int
	at            int // the place of the hotel
}

// trips is a heap with the cheapest trip on top.
type trips []trip

func (t trips) Len() int           { return len(t) }
func (t trips) Less(i, j int) bool { return t[i].total < t[j].total }
func (t trips) Swap(i, j int)      { t[i], t[j] = t[j], t[i] }
func (t *trips) Push(entry any)    { *t = append(*t, entry.(trip)) }

func (t *trips) Pop() any {
	last := len(*t) - 1
	entry := (*t)[last]
	*t = (*t)[:last]
	return entry
}

func tripAtRank(flights []int, hotels []int, k int) int {
	// The next trip of each flight; ascending, so a heap already.
	var waiting trips
	for _, flight := range flights[:min(k, len(flights))] {
		waiting = append(waiting, trip{flight + hotels[0], flight, 0})
	}
	for range k - 1 {
		cheapest := &waiting[0]
		if cheapest.at+1 == len(hotels) {
			heap.Pop(&waiting)
			continue
		}
		cheapest.at++
		cheapest.total = cheapest.flight + hotels[cheapest.at]
		heap.Fix(&waiting, 0)
	}
	return waiting[0].total
}
