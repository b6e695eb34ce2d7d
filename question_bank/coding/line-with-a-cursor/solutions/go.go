package main

import "slices"

// edit is what a call did just before the cursor, and where it left the cursor.
type edit struct {
	cursor int
	typed  int    // characters added
	erased []byte // characters removed
}

type LineEditor struct {
	left  []byte // what is before the cursor
	right []byte // what is behind it, the nearest character last
	edits []edit
}

func NewLineEditor() *LineEditor {
	return &LineEditor{}
}

func (e *LineEditor) TypeText(text string) {
	e.left = append(e.left, text...)
	e.edits = append(e.edits, edit{cursor: len(e.left), typed: len(text)})
}

func (e *LineEditor) Erase(count int) int {
	erased := cut(&e.left, count)
	if len(erased) > 0 {
		e.edits = append(e.edits, edit{cursor: len(e.left), erased: erased})
	}
	return len(erased)
}

func (e *LineEditor) MoveCursor(steps int) int {
	from, to := &e.right, &e.left
	if steps < 0 {
		from, to, steps = to, from, -steps
	}
	passed := cut(from, steps)
	slices.Reverse(passed)
	*to = append(*to, passed...)
	return len(e.left)
}

func (e *LineEditor) Undo() bool {
	if len(e.edits) == 0 {
		return false
	}
	last := e.edits[len(e.edits)-1]
	e.edits = e.edits[:len(e.edits)-1]
	e.MoveCursor(last.cursor - len(e.left))
	cut(&e.left, last.typed)
	e.left = append(e.left, last.erased...)
	return true
}

func (e *LineEditor) View(width int) string {
	behind := slices.Clone(top(e.right, width))
	slices.Reverse(behind)
	return string(top(e.left, width)) + "|" + string(behind)
}

func top(stack []byte, count int) []byte {
	return stack[max(0, len(stack)-count):]
}

// cut takes the top count bytes off a stack, or all if there are fewer. They are a copy and keep their order.
func cut(stack *[]byte, count int) []byte {
	taken := slices.Clone(top(*stack, count))
	*stack = (*stack)[:len(*stack)-len(taken)]
	return taken
}
