package main

import (
	"cmp"
	"slices"
)

// node is a beginning of words: what may follow it, and the words to suggest for it, the best first.
type node struct {
	children map[rune]*node
	best     []string
}

func newNode() *node {
	return &node{children: map[rune]*node{}, best: []string{}}
}

type StopFinder struct {
	limit  int
	root   *node
	totals map[string]int
}

func NewStopFinder(limit int) *StopFinder {
	return &StopFinder{limit, newNode(), map[string]int{}}
}

func (f *StopFinder) Add(word string, weight int) {
	f.totals[word] += weight
	at := f.root
	f.rank(at, word)
	for _, letter := range word {
		child, ok := at.children[letter]
		if !ok {
			child = newNode()
			at.children[letter] = child
		}
		at = child
		f.rank(at, word)
	}
}

func (f *StopFinder) Suggest(prefix string) []string {
	at := f.root
	for _, letter := range prefix {
		child, ok := at.children[letter]
		if !ok {
			return []string{}
		}
		at = child
	}
	return slices.Clone(at.best)
}

// rank gives the word its place. Totals only grow, so no other word can come into the suggestions of a node.
func (f *StopFinder) rank(at *node, word string) {
	if !slices.Contains(at.best, word) {
		at.best = append(at.best, word)
	}
	slices.SortFunc(at.best, func(one, other string) int {
		return cmp.Or(cmp.Compare(f.totals[other], f.totals[one]), cmp.Compare(one, other))
	})
	at.best = at.best[:min(f.limit, len(at.best))]
}
