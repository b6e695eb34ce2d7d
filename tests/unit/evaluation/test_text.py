"""Words, phrases and questions in a candidate's own wording."""

import pytest

from coach.domain.content import Phrases, Withheld
from coach.evaluation.text import Words, find, folded, is_question, similar_asks, stem, words_of


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("hash map", "I would use a hash map to store it", True),
        ("hash map", "HashMap is good", True),
        ("hash map", "Hash_map, perhaps", True),
        ("hashmap", "a hash-map lookup", True),
        ("hash map", "We should not use a hash map.", False),
        ("hash map", "isn't a hash map", False),
        ("hash map", "without a hash map", False),
        ("hash map", "use sorting rather than a hash map", False),
        ("hash map", "an array instead of a hash map", False),
        ("hash map", "a hash map is not needed", False),
        ("hash map", "a hash map doesn't work here", False),
        ("hash map", "a hash map does not keep any order", True),
        ("hash map", "if it is not in the hash map, add it", True),
        ("hash map", "not only a hash map but a heap", True),
        ("hash map", "I do not sort; a hash map is enough", True),
        ("hash map", "never mind, and then a hash map", True),
        ("brute force", "never brute force", False),
        ("brute force", "not brute force at first, then brute force", True),
        ("O(n)", "it runs in O(n) time", True),
        ("O(n)", "it runs in O(n log n) time", False),
        ("n log n", "it runs in O(n log n) time", True),
        ("O(n^2)", "that is O(n²)", True),
        ("retry with backoff", "we retry with exponential backoff", True),
        ("retry backoff", "we retry without backoff", False),
        ("normalise", "normalized tables", True),
        ("behaviour", "its behaviors", True),
        ("two pointers", "a two-pointer walk", True),
        ("cannot change", "a key can't change", True),
        ("i had not", "I hadn't tested it", True),
        ("1000 rows", "some 1,000 rows", True),
        ("99.9", "99.9 % of the time", True),
        ("database", "the DB is the bottleneck", True),
        ("<=", "while end <= start", True),
        ("<=", "while end < start", False),
        ("<=", "", False),
        ("the", "the the", False),
        ("mot juste", "le mot juste", True),
        ("sort start", "sort. start", False),
    ],
)
def test_a_phrase_is_found_unless_it_is_denied(phrase: str, text: str, found: bool) -> None:
    words = find(((phrase,),), text)
    assert (words is not None) is found
    assert words is None or words in text


def test_every_group_must_be_met_and_the_words_are_verbatim() -> None:
    phrases: Phrases = (("cache", "memo"), ("stale", "invalidate"))
    text = "First thing. We cache reads, and invalidate on write! The end."
    assert find(phrases, text) == "We cache reads, and invalidate on write!"
    assert find(phrases, "We cache reads.") is None
    assert find((), text) is None
    assert find(((),), text) is None


def test_a_long_sentence_is_cut_around_the_words() -> None:
    text = "so " * 200 + "here the cache comes in " + "and " * 200
    words = find((("cache",),), text)
    assert words is not None and "cache" in words and len(words) < 300 and words in text


def test_a_bare_list_of_keywords_counts_for_nothing() -> None:
    bag = "hash map, heap, stack, queue, trie, graph, tree, array, sorting, recursion, memoization, window, bfs, dfs"
    assert find((("heap",),), bag) is None
    assert Words(bag).keyword_lists == {0}
    hung_on = bag + " and that is how I would go about it when the input is large and the memory is small."
    assert Words(hung_on).keyword_lists == {0}
    assert find((("heap",),), hung_on) is None
    assert find((("heap",),), bag + ". I would use a heap here.") == "I would use a heap here."
    assert find((("heap",),), "- stack\n- heap\n- queue") == "- heap"


def test_lines_that_only_wrap_belong_together() -> None:
    wrapped = "The index is a tree, and every lookup walks down\nfrom its root. Then\nNext"
    assert len(Words(wrapped).sentences) == 3
    sure = "A sentence that goes on over the end of a line because the width is over,\nPetra said"
    assert len(Words(sure).sentences) == 1
    assert len(Words("a short line\nand another").sentences) == 2
    assert len(Words("a line that is quite long but is followed by an item\n- item").sentences) == 2
    assert len(Words("a line that is quite long but is followed by an item\n2. item").sentences) == 3
    assert (
        len(Words("A line that is long and ends in something with a full stop here it is:\nPetra said").sentences) == 2
    )


def test_folding_and_stems() -> None:
    assert folded("Ｎ² ist GROẞ") == "n^2 ist gross"
    assert stem("caching") == stem("caches") == stem("cache")
    assert [token.word for token in Words("I'm sure; it's what they've said, won't they? dont").tokens] == (
        ["i", "am", "sure", "it", "what", "they", "have", "said", "will", "not", "they", "do", "not"]
    )
    assert words_of("same") is words_of("same")
    assert Words("nothing").in_sentence(5) == ()


ROOMS = (
    Withheld(id="empty", asks=("can the list be empty", "what if there are no meetings"), answer="yes"),
    Withheld(id="limit", asks=("how many meetings can there be", "how large can the list be"), answer="1e5"),
    Withheld(id="touch", asks=("do touching meetings overlap", "are the ends inclusive"), answer="no"),
    Withheld(id="sorted", asks=("are the meetings sorted", "is the input in order"), answer="no"),
    Withheld(id="negative", asks=("can times be negative",), answer="no"),
)


@pytest.mark.parametrize(
    ("asked", "earned"),
    [
        ("what is the time limit", []),
        ("Can the list be empty?", ["empty"]),
        ("Can the input be empty?", ["empty"]),
        ("Empty input?", ["empty"]),
        ("what if there are no meetings at all?", ["empty"]),
        ("I assume the list is never empty, right?", ["empty"]),
        ("Is the list sorted?", ["sorted"]),
        ("May I assume the meetings come sorted by start?", ["sorted"]),
        ("how big is n?", ["limit"]),
        ("How long can the list be?", ["limit"]),
        ("Do meetings that touch count as overlapping?", ["touch"]),
        ("Are end times inclusive or exclusive?", ["touch"]),
        ("Are negative times possible?", ["negative"]),
        ("What should I return if no room is free?", []),
        ("how long is a meeting?", []),
        ("Should I use Python?", []),
        ("Can you repeat the question?", []),
        ("Tell me everything about the input", []),
        ("empty duplicates negative sorted size touching", []),
        ("empty duplicates negative sorted size touching inclusive?", []),
        ("The list is empty.", ["empty"]),
        ("", []),
        (
            "Can it be empty, are they sorted, can values be negative and how large is n?",
            ["empty", "limit", "sorted", "negative"],
        ),
    ],
)
def test_a_question_earns_the_facts_it_asks_for(asked: str, earned: list[str]) -> None:
    assert [fact.id for fact in similar_asks(ROOMS, asked)] == earned


SERVICE = (
    Withheld(id="scale", asks=("how many users are there", "what is the daily traffic"), answer="1e5"),
    Withheld(id="latency", asks=("what latency is acceptable",), answer="1 s"),
    Withheld(id="custom", asks=("can users choose their own alias",), answer="no"),
    Withheld(id="size", asks=("how large can it be",), answer="2"),
)


@pytest.mark.parametrize(
    ("asked", "earned"),
    [
        ("How many users do we expect?", ["scale"]),
        ("What's the expected QPS?", ["scale"]),
        ("How fast should redirects be?", ["latency"]),
        ("Do we want custom aliases?", ["custom"]),
        ("What is the maximum?", ["size"]),
        ("What should I design?", []),
    ],
)
def test_questions_about_a_service(asked: str, earned: list[str]) -> None:
    assert [fact.id for fact in similar_asks(SERVICE, asked)] == earned


def test_the_shape_of_a_question() -> None:
    assert is_question("Negative numbers?")
    assert is_question("I wonder whether it is sorted")
    assert not is_question("sorted list")
