from bisect import bisect_right
from collections import defaultdict
from operator import itemgetter

NO_PRICE = -1


class PriceArchive:
    def __init__(self) -> None:
        # For each article its changes as (time, price), in the order of time.
        self._changes: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def set_price(self, article: str, price: int, time: int) -> None:
        self._changes[article].append((time, price))

    def price_at(self, article: str, time: int) -> int:
        changes = self._changes.get(article, [])
        first_later = bisect_right(changes, time, key=itemgetter(0))
        if first_later == 0:
            return NO_PRICE
        _, price = changes[first_later - 1]
        return price
