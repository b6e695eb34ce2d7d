package coach

import "reflect"

// node is the type of a list's or a tree's nodes, and where its fields are; a field that it does not have is -1.
type node struct {
	of                     reflect.Type
	val, next, left, right int
}

// nodeOf looks at what a pointer type points to.
func nodeOf(pointer reflect.Type) node {
	found := node{of: pointer.Elem(), val: -1, next: -1, left: -1, right: -1}
	if found.of.Kind() != reflect.Struct {
		return found
	}
	for k := range found.of.NumField() {
		switch found.of.Field(k).Name {
		case "Val":
			found.val = k
		case "Next":
			found.next = k
		case "Left":
			found.left = k
		case "Right":
			found.right = k
		}
	}
	return found
}

func (n node) isList() bool { return n.val >= 0 && n.next >= 0 }
func (n node) isTree() bool { return n.val >= 0 && n.left >= 0 && n.right >= 0 }
