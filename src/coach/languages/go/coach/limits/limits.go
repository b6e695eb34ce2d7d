// Package limits keeps a program to the memory that its request allows. Importing it is enough: a package is initialised
// before those that import it, so this comes before any code of the candidate's.
package limits

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

const (
	dataLimit = 2 // RLIMIT_DATA
	dataField = 5 // in /proc/self/statm

	mebibyte     = 1 << 20
	largestStack = 64 * mebibyte
	// runtimeData is what the runtime maps for its own tables before anything is allocated.
	runtimeData = 40 * mebibyte
	// room is what a program may map beyond four times its memory before the kernel stops it.
	room = 256 * mebibyte
	// collectAt is how much may be allocated before a collection, in percent of what is in use: more than usual, since a
	// collection within a call makes its time hard to compare. Close to the limit collections come sooner anyway.
	collectAt = 400
	// sureCollections is how many more collections have to confirm that too much is in use.
	sureCollections = 2
)

// Idle is held by a program that calls the candidate's code again and again, while it does not: nothing is ended then for
// what an earlier call used.
var Idle sync.Mutex

func init() {
	memory, err := strconv.Atoi(os.Args[len(os.Args)-1])
	if err != nil {
		panic("the memory limit in MiB is expected as the argument")
	}
	os.Args = os.Args[:1]
	limit(memory * mebibyte)
}

// limit has the collector keep to the memory, and ends the program when it cannot. The kernel's limit is for what grows
// faster than it can be collected, and far away: nobody who stays within the memory shall be ended by it.
func limit(memory int) {
	data := uint64(runtimeData + 4*memory + room)
	syscall.Setrlimit(dataLimit, &syscall.Rlimit{Cur: data, Max: data})
	// A stack grows by being copied to one of twice the size, and both have to fit.
	debug.SetMaxStack(min(largestStack, memory/4))

	memory -= variables()
	if memory < 0 {
		end()
	}
	debug.SetGCPercent(collectAt)
	debug.SetMemoryLimit(int64(memory))
	watch(uint64(memory + memory/8))
}

// variables is the memory that the program's package variables take.
func variables() int {
	status, _ := os.ReadFile("/proc/self/statm")
	if fields := strings.Fields(string(status)); len(fields) > dataField {
		pages, _ := strconv.Atoi(fields[dataField])
		return max(0, pages*os.Getpagesize()-runtimeData)
	}
	return 0
}

// end ends the program, unless it is idle. The lock is kept, so that no call can return meanwhile.
func end() {
	if !Idle.TryLock() {
		return
	}
	os.Stderr.WriteString("fatal error: out of memory\n")
	os.Exit(2)
}

// sentinel is an object that nobody holds, so that each collection hands it over to its finalizer.
type sentinel struct{ _ [16]byte }

// watch ends the program when collections leave too much behind. One alone does not tell: what is allocated while it runs
// counts as used, even if nobody needs it any more.
func watch(memory uint64) {
	var check func(*sentinel)
	check = func(found *sentinel) {
		isTooMuch := inUse() > memory
		for left := sureCollections; isTooMuch && left > 0; left-- {
			runtime.GC()
			isTooMuch = inUse() > memory
		}
		if isTooMuch {
			end()
		}
		runtime.SetFinalizer(found, check)
	}
	runtime.SetFinalizer(new(sentinel), check)
}

// inUse is what the last collection found to be needed, and the stacks.
func inUse() uint64 {
	samples := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() + samples[1].Value.Uint64()
}
