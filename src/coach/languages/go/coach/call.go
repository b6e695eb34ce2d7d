package coach

import (
	"encoding/binary"
	"math"
	"runtime"
	"syscall"
	"time"
)

// collectAbove is the input size in bytes from which the memory is cleared up before the clock runs: there it costs
// little beside reading the input, and it keeps the harness's own garbage off the candidate's time.
const collectAbove = 1 << 16

// A case is repeated until it was called so often; beyond that, only while all calls together are short.
const (
	sureCalls = 3
	shortTime = 50 * time.Millisecond
)

// Call is one call of the solution, or one life of an object.
type Call struct {
	input   reader
	output  writer
	silent  bool
	cleared bool
	running bool
	began   time.Duration
	spent   time.Duration
}

// Count takes a number from the input: how many operations follow, or which one is next.
func (c *Call) Count() int { return c.input.count() }

// Start begins the candidate's time. It lasts until there is something to read or write that takes long: between the
// operations on an object, reading the clock would take longer than most of them.
func (c *Call) Start() {
	if c.running {
		return
	}
	if !c.cleared && len(c.input.data) > collectAbove {
		runtime.GC()
	}
	c.cleared, c.running = true, true
	c.began = cpuTime()
}

func (c *Call) stop() {
	if c.running {
		c.running = false
		c.spent += cpuTime() - c.began
	}
}

// Read takes the next argument from the input; to is a pointer.
func (c *Call) Read(to any) {
	if !c.input.readShort(to) {
		c.stop()
		c.input.read(to)
	}
}

// Write gives the next value to the output.
func (c *Call) Write(value any) {
	if !c.silent && !c.output.writeShort(value) {
		c.stop()
		c.output.write(value)
	}
}

// answer calls the solution as often as the request wants; only what the first call returns is of interest.
func answer(request, memory []byte) (kind byte, result []byte) {
	input := reader{data: request}
	limit := time.Duration(input.float() * float64(time.Second))
	repeats := input.count()

	first := Call{input: input, output: startOutput(memory)}
	began := cpuTime()
	if failure := first.attempt(); failure != nil {
		return failed, failure
	}
	least := first.spent
	for calls := 1; calls < repeats; calls++ {
		spent := cpuTime() - began
		if spent+2*least > limit || calls >= sureCalls && spent > shortTime {
			break
		}
		again := Call{input: input, silent: true}
		if failure := again.attempt(); failure != nil {
			return failed, failure
		}
		least = min(least, again.spent)
	}
	result = first.output.data
	binary.BigEndian.PutUint64(result, math.Float64bits(least.Seconds()))
	return returned, result
}

// attempt returns nil, or the body of the answer for a call that panicked.
func (c *Call) attempt() (failure []byte) {
	defer func() {
		if raised := recover(); raised != nil {
			failure = describe(raised)
		}
	}()
	Solve(c)
	c.stop()
	return nil
}

// cpuTime is the CPU time of the whole process, so that goroutines and the garbage collector count. The process's own
// clock would not do: under a CPU limit it stands still between two ticks of the kernel.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
