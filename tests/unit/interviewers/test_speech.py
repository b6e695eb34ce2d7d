import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.speech import LONGEST_NOTES, LONGEST_RAW, LONGEST_SPOKEN, Stream, read_speech
from tests.unit.interviewers.scripted_model import pieces

FRAGMENTS = [
    *(
        "Interviewer:",
        "Interviewer",
        "**Interviewer (calm):** ",
        "Inter",
        "Candidate:",
        "Candidates like it",
        "# ",
        "##",
    ),
    *("<notes>", "</notes>", "<no", "tes>", "<note>", "</note>", "<think>", "</think>", "<candidate-7f3a>"),
    *(
        "</candidate-7f3a>",
        "< ",
        "<",
        ">",
        "\n",
        "\n\n\n",
        " ",
        "*",
        '"',
        "(",
        ")",
        ":",
        "a",
        "Go on.",
        "x < y",
        "\u200b",
    ),
]


def streamed(cut: list[str], text: str | None = None) -> str:
    """What reaches the candidate, as one text."""
    heard: list[str] = []
    stream = Stream(heard.append)
    for piece in cut:
        stream(piece)
    if text is not None:
        stream.end(text)
    assert all(heard)
    return "".join(heard)


@pytest.mark.parametrize(
    ("raw", "text", "notes"),
    [
        ("Go on.", "Go on.", ""),
        ("  Go on.\n\n", "Go on.", ""),
        ("Go on.\n<notes>Unsure about ties.</notes>", "Go on.", "Unsure about ties."),
        ("Go on.\n<NOTES>Unsure\nabout  ties.", "Go on.", "Unsure about ties."),
        ("<notes>First.</notes>Go on.<note>Second.</note>", "Go on.", "First. Second."),
        ("<think>I must not say 42.</think>Go on.", "Go on.", ""),
        ("Go on. <candidate-7f3a>my secret</candidate-7f3a>", "Go on.", ""),
        ("Go on.</candidate-7f3a>", "Go on.", ""),
        ("Interviewer: Go on.", "Go on.", ""),
        ("**Interviewer (strict):** Go on.", "Go on.", ""),
        ("## Question\nGo on.", "Question\nGo on.", ""),
        ("A\n\n\n\nB", "A\n\nB", ""),
        ("Is `a < b` or a <= b, <node> or <notable>?", "Is `a < b` or a <= b, <node> or <notable>?", ""),
        ("Go\x1b[31m on\u202e.", "Go[31m on.", ""),
        ("#include and #5 stay.", "#include and #5 stay.", ""),
        ("Go <no<notes>x</notes>tes>on", "Go <no tes>on", "x"),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_only_what_is_for_the_candidate_is_said(raw: str, text: str, notes: str, size: int) -> None:
    speech = read_speech(raw)
    assert speech.text == text
    assert speech.notes == notes
    assert text.startswith(streamed(list(pieces(raw, size))))
    assert streamed(list(pieces(raw, size)), text) == text


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12), st.integers(1, 7))
def test_however_it_is_cut_the_stream_is_what_is_returned(fragments: list[str], size: int) -> None:
    raw = "".join(fragments)
    try:
        text = read_speech(raw).text
    except ModelFault:
        said = streamed(list(pieces(raw, size)))
        assert not any(line.startswith("Candidate:") for line in said.splitlines())
        return
    assert text.startswith(streamed(list(pieces(raw, size))))
    assert streamed(fragments, text) == streamed(list(pieces(raw, size)), text) == text
    assert "<notes>" not in text


def test_words_are_passed_on_while_they_come() -> None:
    heard: list[str] = []
    stream = Stream(heard.append)
    for piece in ("Take ", "your ", "time, ", "and ", "begin."):
        stream(piece)
    assert heard == ["Take", " your", " time,", " and", " begin."]


@pytest.mark.parametrize("raw", ["", " \n ", "<notes>Only notes.</notes>", "Interviewer:", "<think>too long", "\u200b"])
def test_an_empty_answer_is_a_fault(raw: str) -> None:
    with pytest.raises(ModelFault) as caught:
        read_speech(raw)
    assert caught.value.kind is FaultKind.BAD_OUTPUT


@pytest.mark.parametrize(
    "raw",
    [
        "Go on.\nCandidate: I would sort.",
        "**User:** I sort.",
        "> Human (me): hello",
        "candidate : I sort.",
        "Interviewer: Candidate: I sort.",
    ],
)
def test_speaking_for_the_candidate_is_a_fault_and_is_not_shown(raw: str) -> None:
    with pytest.raises(ModelFault) as caught:
        read_speech(raw)
    assert caught.value.kind is FaultKind.BAD_OUTPUT
    assert "sort" not in str(caught.value)
    for size in (1, 4, 100):
        assert streamed(list(pieces(raw, size))) in ("", "Go on.")


@pytest.mark.parametrize("raw", ["a " * LONGEST_SPOKEN, "a" * (LONGEST_RAW + 1)])
def test_an_endless_answer_is_a_fault_and_stops_being_shown(raw: str) -> None:
    with pytest.raises(ModelFault) as caught:
        read_speech(raw)
    assert caught.value.kind is FaultKind.OUTPUT_LIMIT
    assert len(streamed(list(pieces(raw, 100)))) <= LONGEST_SPOKEN


def test_notes_are_capped() -> None:
    assert len(read_speech(f"Go on.<notes>{'n' * 900}</notes>").notes) == LONGEST_NOTES


def test_other_words_follow_below_what_was_said() -> None:
    assert streamed(["I think"], "The list is sorted.") == "I think\n\nThe list is sorted."
    assert streamed(["The list"], "The list is sorted.") == "The list is sorted."
    assert streamed([], "The list is sorted.") == "The list is sorted."


def test_nobody_has_to_listen() -> None:
    stream = Stream(None)
    stream("Go on.")
    stream.end("Go on.")
