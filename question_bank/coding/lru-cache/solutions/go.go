package main

import "container/list"

type entry struct{ key, value int }

type LruCache struct {
	capacity int
	byKey    map[int]*list.Element
	order    *list.List // of entries, the least recently used first
}

func NewLruCache(capacity int) *LruCache {
	return &LruCache{capacity, map[int]*list.Element{}, list.New()}
}

func (c *LruCache) Get(key int) int {
	found, ok := c.byKey[key]
	if !ok {
		return -1
	}
	c.order.MoveToBack(found)
	return found.Value.(*entry).value
}

func (c *LruCache) Put(key int, value int) {
	if found, ok := c.byKey[key]; ok {
		found.Value.(*entry).value = value
		c.order.MoveToBack(found)
		return
	}
	c.byKey[key] = c.order.PushBack(&entry{key, value})
	if c.order.Len() > c.capacity {
		oldest := c.order.Remove(c.order.Front()).(*entry)
		delete(c.byKey, oldest.key)
	}
}
