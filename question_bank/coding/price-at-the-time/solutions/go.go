package main

import "sort"

const noPrice = -1

type change struct{ time, price int }

type PriceArchive struct {
	changes map[string][]change // for each article, in the order of time
}

func NewPriceArchive() *PriceArchive {
	return &PriceArchive{map[string][]change{}}
}

func (a *PriceArchive) SetPrice(article string, price int, time int) {
	a.changes[article] = append(a.changes[article], change{time, price})
}

func (a *PriceArchive) PriceAt(article string, time int) int {
	changes := a.changes[article]
	firstLater := sort.Search(len(changes), func(at int) bool { return changes[at].time > time })
	if firstLater == 0 {
		return noPrice
	}
	return changes[firstLater-1].price
}
