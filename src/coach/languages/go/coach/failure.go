package coach

import (
	"encoding/binary"
	"fmt"
	"path"
	"runtime"
)

const (
	candidatesFile = "solution.go"
	longestMessage = 500
	deepestLook    = 200
)

// unsuitable says why a value cannot be sent, in words for the candidate.
type unsuitable string

// describe makes the body of an answer from what was recovered. It has to be called by the deferred function, while the
// panicking frames are still there.
func describe(raised any) []byte {
	line := 0
	var message string
	switch raised := raised.(type) {
	case unsuitable:
		message = string(raised)
	case runtime.Error:
		line, message = candidatesLine(), raised.Error()
	default:
		line, message = candidatesLine(), "panic: "+fmt.Sprint(raised)
	}
	body := binary.BigEndian.AppendUint32(nil, uint32(line))
	return fmt.Appendf(body, "%.*s", longestMessage, message)
}

// candidatesLine is the innermost line of the candidate's file on the stack, or 0.
func candidatesLine() int {
	callers := make([]uintptr, deepestLook)
	frames := runtime.CallersFrames(callers[:runtime.Callers(0, callers)])
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		if path.Base(frame.File) == candidatesFile {
			return frame.Line
		}
	}
	return 0
}
