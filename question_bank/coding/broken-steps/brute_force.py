from math import comb


def climbs_of_stretch(length):
    """Climbs of sound steps only, by the number of long strides among them."""
    return sum(comb(length - long, long) for long in range(length // 2 + 1))


def count_climbs(steps, broken):
    """Each broken step is passed by one forced stride; between those, every stretch is climbed on its own."""
    product = 1
    start = 0
    for gap in sorted(broken):
        if gap == steps or gap == start:  # nothing to land on, or nothing to push off from
            return 0
        product *= climbs_of_stretch(gap - 1 - start)
        start = gap + 1
    return product * climbs_of_stretch(steps - start) % 1_000_000_007
