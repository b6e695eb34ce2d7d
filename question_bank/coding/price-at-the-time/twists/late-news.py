from bisect import bisect_right, insort_right
from collections import defaultdict
from operator import itemgetter

NO_PRICE = -1


class PriceArchive:
    def __init__(self) -> None:
        self._changes: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def set_price(self, article: str, price: int, time: int) -> None:
        insort_right(self._changes[article], (time, price), key=itemgetter(0))

    def price_at(self, article: str, time: int) -> int:
        changes = self._changes.get(article, [])
        first_later = bisect_right(changes, time, key=itemgetter(0))
        if first_later == 0:
            return NO_PRICE
        _, price = changes[first_later - 1]
        return price
