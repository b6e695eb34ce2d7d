package coach

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
)

const mostItems = 2_000_000

// writer collects the values of an answer.
type writer struct {
	data  []byte
	items int
}

// startOutput begins with a place for the time that the call took.
func startOutput(memory []byte) writer {
	return writer{data: append(memory[:0], make([]byte, 8)...)}
}

func (w *writer) count(n int) { w.data = binary.BigEndian.AppendUint32(w.data, uint32(n)) }
func (w *writer) int(n int64) { w.data = binary.BigEndian.AppendUint64(w.data, uint64(n)) }
func (w *writer) float(n float64) {
	w.data = binary.BigEndian.AppendUint64(w.data, math.Float64bits(n))
}

func (w *writer) bool(is bool) {
	flag := byte(0)
	if is {
		flag = 1
	}
	w.data = append(w.data, flag)
}

func (w *writer) string(text string) {
	w.count(len(text))
	w.data = append(w.data, text...)
}

// spend counts items against the most that a value may have.
func (w *writer) spend(items int) {
	w.items += items
	if w.items > mostItems {
		panic(unsuitable(fmt.Sprintf("the returned value has over %d items", mostItems)))
	}
}

// writeShort writes a value, if that takes no time worth mentioning.
func (w *writer) writeShort(value any) bool {
	switch value := value.(type) {
	case int:
		w.int(int64(value))
	case int64:
		w.int(value)
	case float64:
		w.float(value)
	case bool:
		w.bool(value)
	case string:
		if len(value) > shortText {
			return false
		}
		w.string(value)
	default:
		return false
	}
	return true
}

func (w *writer) write(value any) {
	switch value := value.(type) {
	case []int:
		writeInts(w, value)
	case []int64:
		writeInts(w, value)
	default:
		w.value(reflect.ValueOf(value))
	}
}

func writeInts[T int | int64](w *writer, items []T) {
	w.spend(len(items))
	w.count(len(items))
	for _, item := range items {
		w.int(int64(item))
	}
}

func (w *writer) value(value reflect.Value) {
	switch value.Kind() {
	case reflect.Int, reflect.Int64:
		w.int(value.Int())
	case reflect.Float64:
		w.float(value.Float())
	case reflect.Bool:
		w.bool(value.Bool())
	case reflect.String:
		w.string(value.String())
	case reflect.Slice:
		w.slice(value)
	case reflect.Map:
		w.pairs(value)
	case reflect.Pointer:
		w.pointer(value)
	}
}

func (w *writer) slice(value reflect.Value) {
	w.spend(value.Len())
	w.count(value.Len())
	for k := range value.Len() {
		w.value(value.Index(k))
	}
}

func (w *writer) pairs(value reflect.Value) {
	w.spend(value.Len())
	w.count(value.Len())
	for each := value.MapRange(); each.Next(); {
		w.string(each.Key().String())
		w.value(each.Value())
	}
}

func (w *writer) pointer(value reflect.Value) {
	switch node := nodeOf(value.Type()); {
	case node.isList():
		w.list(value, node)
	case node.isTree():
		w.tree(value, node)
	default:
		w.bool(!value.IsNil())
		if !value.IsNil() {
			w.value(value.Elem())
		}
	}
}

// list finds a cycle by a marker that is moved to where the walk is, at distances that double.
func (w *writer) list(head reflect.Value, node node) {
	at := len(w.data)
	w.count(0)
	length := 0
	for marker, moves := uintptr(0), 1; !head.IsNil(); head = head.Elem().Field(node.next) {
		if head.Pointer() == marker {
			panic(unsuitable("the returned linked list has a cycle"))
		}
		if length == moves {
			marker, moves = head.Pointer(), 2*moves
		}
		length++
		w.spend(1)
		w.value(head.Elem().Field(node.val))
	}
	binary.BigEndian.PutUint32(w.data[at:], uint32(length))
}

// tree writes level by level, and takes back the missing children at the end.
func (w *writer) tree(root reflect.Value, node node) {
	at := len(w.data)
	w.count(0)
	end, length := len(w.data), 0
	seen := map[uintptr]bool{}
	waiting := []reflect.Value{root}
	for k := 0; k < len(waiting); k++ {
		each := waiting[k]
		w.bool(!each.IsNil())
		if each.IsNil() {
			continue
		}
		if seen[each.Pointer()] {
			panic(unsuitable("a node occurs twice in the returned tree"))
		}
		seen[each.Pointer()] = true
		w.spend(1)
		w.value(each.Elem().Field(node.val))
		end, length = len(w.data), k+1
		waiting = append(waiting, each.Elem().Field(node.left), each.Elem().Field(node.right))
	}
	w.data = w.data[:end]
	binary.BigEndian.PutUint32(w.data[at:], uint32(length))
}
