package coach

import (
	"encoding/binary"
	"math"
	"reflect"
)

// reader takes values from a request. The bytes come from the host, which knows the types.
type reader struct {
	data []byte
	at   int
}

func (r *reader) take(count int) []byte {
	r.at += count
	return r.data[r.at-count : r.at]
}

func (r *reader) count() int     { return int(binary.BigEndian.Uint32(r.take(4))) }
func (r *reader) int() int64     { return int64(binary.BigEndian.Uint64(r.take(8))) }
func (r *reader) float() float64 { return math.Float64frombits(binary.BigEndian.Uint64(r.take(8))) }
func (r *reader) bool() bool     { return r.take(1)[0] == 1 }
func (r *reader) string() string { return string(r.take(r.count())) }

// shortText is how long a string may be in bytes to count as quickly read or written.
const shortText = 64

// readShort fills what to points to, if that takes no time worth mentioning.
func (r *reader) readShort(to any) bool {
	switch to := to.(type) {
	case *int:
		*to = int(r.int())
	case *int64:
		*to = r.int()
	case *float64:
		*to = r.float()
	case *bool:
		*to = r.bool()
	case *string:
		if binary.BigEndian.Uint32(r.data[r.at:]) > shortText {
			return false
		}
		*to = r.string()
	default:
		return false
	}
	return true
}

// read fills what to points to. What large inputs are made of goes without reflection.
func (r *reader) read(to any) {
	switch to := to.(type) {
	case *[]int:
		*to = ints[int](r)
	case *[]int64:
		*to = ints[int64](r)
	default:
		r.value(reflect.ValueOf(to).Elem())
	}
}

func ints[T int | int64](r *reader) []T {
	items := make([]T, r.count())
	for k := range items {
		items[k] = T(r.int())
	}
	return items
}

func (r *reader) value(to reflect.Value) {
	switch to.Kind() {
	case reflect.Int, reflect.Int64:
		to.SetInt(r.int())
	case reflect.Float64:
		to.SetFloat(r.float())
	case reflect.Bool:
		to.SetBool(r.bool())
	case reflect.String:
		to.SetString(r.string())
	case reflect.Slice:
		r.slice(to)
	case reflect.Map:
		r.pairs(to)
	case reflect.Pointer:
		r.pointer(to)
	}
}

func (r *reader) slice(to reflect.Value) {
	count := r.count()
	to.Set(reflect.MakeSlice(to.Type(), count, count))
	for k := range count {
		r.read(to.Index(k).Addr().Interface())
	}
}

func (r *reader) pairs(to reflect.Value) {
	count := r.count()
	to.Set(reflect.MakeMapWithSize(to.Type(), count))
	for range count {
		key := r.string()
		value := reflect.New(to.Type().Elem()).Elem()
		r.value(value)
		to.SetMapIndex(reflect.ValueOf(key), value)
	}
}

func (r *reader) pointer(to reflect.Value) {
	switch node := nodeOf(to.Type()); {
	case node.isList():
		r.list(to, node)
	case node.isTree():
		r.tree(to, node)
	case r.bool():
		to.Set(reflect.New(to.Type().Elem()))
		r.value(to.Elem())
	}
}

func (r *reader) list(to reflect.Value, node node) {
	for range r.count() {
		made := reflect.New(node.of)
		r.value(made.Elem().Field(node.val))
		to.Set(made)
		to = made.Elem().Field(node.next)
	}
}

// tree reads a tree level by level: the children that are to come are places in the nodes before them.
func (r *reader) tree(to reflect.Value, node node) {
	places := []reflect.Value{to}
	for k := range r.count() {
		if !r.bool() {
			continue
		}
		made := reflect.New(node.of)
		r.value(made.Elem().Field(node.val))
		places[k].Set(made)
		places = append(places, made.Elem().Field(node.left), made.Elem().Field(node.right))
	}
}
