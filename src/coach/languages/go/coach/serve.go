// Package coach calls a candidate's solution, case by case: requests come in on one descriptor, answers go out on
// another. It shares its process with the candidate's code, so the host trusts none of it.
package coach

import (
	"coach/limits"
	"encoding/binary"
	"os"
	"syscall"
)

const (
	requests = 3
	answers  = 4
)

const (
	loaded   = 'O'
	returned = 'R'
	failed   = 'E'
)

// Solve runs one case: it reads the arguments, calls the solution and writes what came of it. The driver sets it.
var Solve func(*Call)

// Serve answers requests until there are no more.
func Serve() {
	limits.Idle.Lock()
	receive(nil)
	send(loaded, nil)
	var request, result []byte
	for {
		var kind byte
		request = receive(request)
		limits.Idle.Unlock()
		kind, result = answer(request, result)
		limits.Idle.Lock()
		send(kind, result)
	}
}

// receive returns the next request, in the given memory where it fits.
func receive(memory []byte) []byte {
	var head [4]byte
	take(head[:])
	length := int(binary.BigEndian.Uint32(head[:]))
	if length > cap(memory) {
		memory = make([]byte, length)
	}
	take(memory[:length])
	return memory[:length]
}

func take(into []byte) {
	for len(into) > 0 {
		count, err := syscall.Read(requests, into)
		switch {
		case err == syscall.EINTR:
		case err != nil:
			os.Exit(1)
		case count == 0:
			os.Exit(0)
		default:
			into = into[count:]
		}
	}
}

func send(kind byte, body []byte) {
	head := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), kind)
	put(head)
	put(body)
}

func put(data []byte) {
	for len(data) > 0 {
		count, err := syscall.Write(answers, data)
		switch {
		case err == syscall.EINTR:
		case err != nil:
			os.Exit(1)
		default:
			data = data[count:]
		}
	}
}
