package main

type RequestLimiter struct {
	limit   int
	window  int
	allowed map[string][]int // the latest times, at most limit per user
}

func NewRequestLimiter(limit int, window int) *RequestLimiter {
	return &RequestLimiter{limit, window, map[string][]int{}}
}

func (l *RequestLimiter) Allow(user string, time int) bool {
	times := l.allowed[user]
	if len(times) == l.limit {
		if times[0] > time-l.window {
			return false
		}
		times = times[1:]
	}
	l.allowed[user] = append(times, time)
	return true
}
