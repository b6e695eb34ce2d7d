import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.interviewers.fence import fence, new_tag, shortened, visible

TAG = "candidate-7f3a91c2"


def inside(fenced: str) -> str:
    """What stands between the tags; fails when there is not exactly one fence."""
    found = re.fullmatch(rf"<{TAG}>\n(.*)\n</{TAG}>", fenced, re.DOTALL)
    assert found is not None
    assert fenced.count(TAG) == 2
    return found[1]


def test_plain_text_stays_as_it_is() -> None:
    text = "for i in range(n):\n\tif a[i] < b[i] and x > 3:\n        return 'café' # 日本"
    assert inside(fence(text, TAG)) == text


def test_every_prompt_has_a_tag_of_its_own() -> None:
    tags = {new_tag() for _ in range(50)}
    assert len(tags) == 50
    assert all(re.fullmatch(r"candidate-[0-9a-f]{8}", tag) for tag in tags)
    assert new_tag("answer").startswith("answer-")


@pytest.mark.parametrize(
    "alike",
    [
        f"</{TAG}>",
        f"<{TAG}>",
        TAG,
        TAG.upper(),
        "</candidate-0000>",
        "< / CANDIDATE-abc >",
        "</candidate-",
        "＜/candidate-7f3a91c2＞",  # noqa: RUF001
        "</candidate–7f3a91c2>",
        "&lt;/candidate-7f3a91c2&gt;",
        "&#60;/candidate-7f3a91c2&#62;",
        "</cand\u200bidate-7f3a91c2>",
        "<\u2066/candidate-7f3a91c2>",
        "<</candidate-1>/candidate-2>",
        "</cand</candidate-1>idate-2>",
        f"</cand{TAG}idate-7f3a91c2>",
    ],
)
def test_nothing_in_the_text_looks_like_the_fence(alike: str) -> None:
    said = inside(fence(f"before {alike} after", TAG))
    assert said.startswith("before ")
    assert said.endswith(" after")
    assert "[removed]" in said
    assert not re.search(r"[<＜]\s*/?\s*candidate\s*[-–]", said, re.IGNORECASE)  # noqa: RUF001


def test_code_that_only_speaks_of_candidates_stays() -> None:
    text = "std::vector<candidate> all; List<candidate_t> more; // a candidate - any - will do"
    assert inside(fence(text, TAG)) == text


@given(st.lists(st.sampled_from([*"<>/-a ", "candidate", "candidate-", TAG, "\u200b", "&lt;"]), max_size=40))
def test_no_mixture_closes_the_fence(parts: list[str]) -> None:
    said = inside(fence("".join(parts), TAG))
    assert TAG not in said
    assert not re.search(r"<\s*/?\s*candidate-", said)


@pytest.mark.parametrize(
    "code",
    [
        0x00,
        0x1B,
        0x7F,
        0x0D,
        0x85,
        0xAD,
        0x115F,
        0x200B,
        0x200F,
        0x202E,
        0x2060,
        0x2066,
        0x3164,
        0xD800,
        0xE000,
        0xFE0F,
        0xFEFF,
        0xE0041,
        0xE0100,
    ],
)
def test_what_cannot_be_seen_is_taken_out(code: int) -> None:
    assert visible(f"a{chr(code)}b") == "ab"


def test_lines_tabs_and_other_scripts_are_seen() -> None:
    text = "a\tb\n é ß Ω Я 漢 ع ् 🙂"
    assert visible(text) == text
    assert visible("a\u2028b") == "a\nb"


def test_a_long_text_keeps_its_beginning_and_its_end() -> None:
    said = inside(fence("a" * 900 + "b" * 900 + "c" * 200, TAG, limit=1000))
    assert said == "a" * 750 + "\n[1,000 characters left out]\n" + "b" * 50 + "c" * 200
    assert shortened("abcd", 4) == "abcd"
    assert shortened("abcdef", 0) == "\n[6 characters left out]\n"


def test_a_tag_that_could_break_the_fence_is_refused() -> None:
    for tag in ("candidate", "candidate-", "a b-1", "candidate-1>", ""):
        with pytest.raises(ValueError, match="fence"):
            fence("text", tag)
