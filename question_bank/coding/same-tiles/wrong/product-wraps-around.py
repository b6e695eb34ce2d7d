# A prime for each letter and the product as the key, in 32 bits: long words overflow and meet by chance.
from collections import defaultdict
from string import ascii_lowercase

PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101]
PRIME_OF = dict(zip(ascii_lowercase, PRIMES))


def group_words(words):
    groups = defaultdict(list)
    for word in words:
        product = 1
        for letter in word:
            product = product * PRIME_OF[letter] & 0xFFFFFFFF
        groups[product].append(word)
    return list(groups.values())
