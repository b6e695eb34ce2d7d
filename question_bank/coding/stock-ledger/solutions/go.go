package main

type StockLedger struct {
	totals []int64 // at each day the sum of all days before it
}

func NewStockLedger(changes []int) *StockLedger {
	ledger := &StockLedger{totals: []int64{0}}
	for _, change := range changes {
		ledger.Record(change)
	}
	return ledger
}

func (l *StockLedger) Record(change int) {
	l.totals = append(l.totals, l.totals[len(l.totals)-1]+int64(change))
}

func (l *StockLedger) NetChange(firstDay int, lastDay int) int64 {
	return l.totals[lastDay+1] - l.totals[firstDay]
}
