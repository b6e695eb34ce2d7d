"""Stems, as answers that are read side by side get them."""

import sys
from concurrent.futures import ThreadPoolExecutor

from coach.evaluation import words
from coach.evaluation.words import stem


def test_answers_read_in_several_threads_get_the_same_stems() -> None:
    """The stemmer keeps its state in itself: without a lock, words of one answer end up in the stems of another."""
    texts = [
        f"{start}{middle}{ending}"
        for start in ("index", "relat", "consider")
        for middle in ("", "iv", "ation")
        for ending in ("ed", "ing", "ness", "fully", "s", "ly", "ally", "ment")
    ]
    alone = [stem(text) for text in texts]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(20):
            words._stem.cache_clear()
            stem.cache_clear()
            with ThreadPoolExecutor(4) as pool:
                orders = (texts, texts[::-1], texts, texts[::-1])
                found = list(pool.map(lambda order: dict(zip(order, map(stem, order), strict=True)), orders))
            assert all([one[text] for text in texts] == alone for one in found)
    finally:
        sys.setswitchinterval(interval)


def test_an_ending_that_stands_alone_is_read_as_what_it_is_short_for() -> None:
    found = [token.word for token in words.Words("I did n't know, n’t it").tokens]
    assert found == ["i", "did", "not", "know", "not", "it"]
