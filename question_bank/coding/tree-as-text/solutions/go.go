package main

import (
	"strconv"
	"strings"
)

type TreeArchive struct{}

func NewTreeArchive() *TreeArchive {
	return &TreeArchive{}
}

func (a *TreeArchive) Write(root *TreeNode) string {
	var text strings.Builder
	waiting := []*TreeNode{root}
	for len(waiting) > 0 {
		node := takeLast(&waiting)
		if node == nil {
			text.WriteByte('-')
			continue
		}
		text.WriteString(strconv.Itoa(len(node.Val)))
		text.WriteByte(':')
		text.WriteString(node.Val)
		waiting = append(waiting, node.Right, node.Left)
	}
	return text.String()
}

func (a *TreeArchive) Read(text string) *TreeNode {
	// From the end, both subtrees of a node are complete before the node itself is met.
	var built []*TreeNode
	parts := partsOf(text)
	for at := len(parts) - 1; at >= 0; at-- {
		if parts[at].missing {
			built = append(built, nil)
			continue
		}
		left := takeLast(&built)
		right := takeLast(&built)
		built = append(built, &TreeNode{parts[at].label, left, right})
	}
	return built[0]
}

// A part of a text is the label of a node or the mark of a missing subtree.
type part struct {
	label   string
	missing bool
}

func partsOf(text string) []part {
	var parts []part
	for text != "" {
		if after, found := strings.CutPrefix(text, "-"); found {
			parts = append(parts, part{missing: true})
			text = after
			continue
		}
		digits, after, _ := strings.Cut(text, ":")
		length, _ := strconv.Atoi(digits)
		parts = append(parts, part{label: after[:length]})
		text = after[length:]
	}
	return parts
}

func takeLast(nodes *[]*TreeNode) *TreeNode {
	last := len(*nodes) - 1
	node := (*nodes)[last]
	*nodes = (*nodes)[:last]
	return node
}
