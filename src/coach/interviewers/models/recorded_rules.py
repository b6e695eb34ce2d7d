"""What a recorded model works out where a form is asked for: simple readers, always of the same opinion.

They read the shipped prompts `judge`, `clarify_pick` and `feedback`, and find nothing in any other text.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from coach.domain.content import Withheld
from coach.evaluation.asking import similar_asks
from coach.evaluation.words import Words, word_set, words_of
from coach.interviewers.models.protocol import Prompt

Responder = Callable[[Prompt, type[BaseModel]], dict[str, Any]]
"""Works out an answer of a form from what was asked."""

FENCED = re.compile(r"<(?P<tag>[a-z]+-[0-9a-z]+)>\n(?P<text>.*)\n</(?P=tag)>", re.DOTALL)
CRITERION = re.compile(r"^(c\d+): (.+)$", re.MULTILINE)
FACT = re.compile(r"^- ([a-z0-9-]+): (.+)$", re.MULTILINE)
FOUND = re.compile(r"^(q[\w.]*): .+\), on the whole .+$", re.MULTILINE)
MET = re.compile(r"^\+ (.+?)(?: – .*)?$", re.MULTILINE)
UNMET = re.compile(r"^- (.+?)(?: – .*)?$", re.MULTILINE)
"""The headings of questions, and the criteria below them."""
FOUND_EACH = 2
"""Lines on one question, of either kind."""
SPEAKER = re.compile(r"^(?:(Candidate|Interviewer): |The candidate's code:$)", re.MULTILINE)
ONE_WORD = re.compile(r"the word “(\w+)”")
LENGTH = re.compile(r"more than (\d+) words")
SHARED, MOST_SHARED = 2, 4
"""So many content words of a criterion make a sentence its evidence; of its words so many are named."""
LEAST_WORDS = 3
ASKING = word_set("answer candidate criterion doe say state explain mention name use word")
"""Stems in which criteria are asked, and which tell nothing of their subject."""


def judge(prompt: Prompt, _schema: type[BaseModel]) -> dict[str, Any]:
    """Yes where a sentence of the candidate shares two content words with the criterion; it is the quote."""
    asked, _, _ = prompt.user.partition("\nThe conversation\n")
    _, _, criteria = asked.rpartition("Criteria\n")
    said = _Said(_fenced(prompt.user))
    return {"answers": [_answer(key, ask, said) for key, ask in CRITERION.findall(criteria)]}


def _fenced(text: str) -> str:
    found = FENCED.search(text)
    return found["text"] if found else ""


class _Said:
    """The candidate's part of a dialogue."""

    def __init__(self, dialogue: str) -> None:
        parts = SPEAKER.split(dialogue)
        spoken = list(zip(parts[1::2], parts[2::2], strict=True))
        self.talk = [Words(text) for speaker, text in spoken if speaker == "Candidate"]
        self.all = self.talk + [Words(text) for speaker, text in spoken if speaker is None]
        """What was said, and the code."""

        self.statements = [(sentence, words_of(sentence).content) for sentence in self._sentences()]
        """What was said, and the stems in it that carry meaning."""

    def _sentences(self) -> Iterator[str]:
        """Every sentence that is long enough to be quoted and asks nothing."""
        for words in self.talk:
            for number, tokens in words.by_sentence.items():
                sentence = words.sentence(number)
                if len(tokens) >= LEAST_WORDS and not sentence.endswith("?"):
                    yield sentence


def _answer(key: str, ask: str, said: _Said) -> dict[str, Any]:
    if known := _counted(ask, said):
        return _given(key, known, "It was counted.", ())
    wanted = words_of(ask).content - ASKING
    best, shared = "", frozenset[str]()
    for sentence, content in said.statements:
        common = content & wanted
        if len(common) > len(shared):
            best, shared = sentence, common
    if len(shared) < SHARED:
        return _given(key, "no", "No sentence shares two words with it.", ())
    return _given(key, "yes", f"It speaks of {', '.join(sorted(shared)[:MOST_SHARED])}.", (best,))


def _counted(ask: str, said: _Said) -> str:
    """The answer to a question about a word or about the length; empty for any other."""
    if found := ONE_WORD.search(ask):
        return "yes" if any(words_of(found[1]).stems <= words.stems for words in said.all) else "no"
    if found := LENGTH.search(ask):
        return "yes" if sum(len(words.tokens) for words in said.all) > int(found[1]) else "no"
    return ""


def _given(key: str, verdict: str, reasoning: str, quotes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "criterion_id": key,
        "reasoning": reasoning,
        "quotes": list(quotes),
        "verdict": verdict,
        "confidence": "medium",
    }


def pick(prompt: Prompt, _schema: type[BaseModel]) -> dict[str, Any]:
    """The withheld facts that the words ask for, by the words that carry the question."""
    facts, _, _ = prompt.user.partition("\nThe candidate's words:\n")
    _, _, facts = facts.rpartition("The facts:\n")
    known = [
        Withheld(id=key, asks=tuple(ask.strip() for ask in asks.split("·")), answer="kept back")
        for key, asks in FACT.findall(facts)
    ]
    return {"facts": [fact.id for fact in similar_asks(known, _fenced(prompt.user))]}


def feedback(prompt: Prompt, _schema: type[BaseModel]) -> dict[str, Any]:
    """The first things that were met and the first that were not, question by question."""
    parts = FOUND.split(_fenced(prompt.user))
    found = list(zip(parts[1::2], parts[2::2], strict=True))
    shown = [(key, one) for key, lines in found for one in MET.findall(lines)[:FOUND_EACH]]
    lacking = [(key, one) for key, lines in found for one in UNMET.findall(lines)[:FOUND_EACH]]
    steps = [_remark(key, f"Work on this next: {one}") for key, one in lacking]
    further = [_remark(key, "Take a harder question of this kind next.") for key, _ in found]
    return {
        "summary": "You worked through the whole interview. What you showed comes first, then what to work on."
        if found
        else "",
        "strengths": [_remark(key, f"You showed this: {one}") for key, one in shown],
        "areas": [_remark(key, f"This was not shown yet: {one}") for key, one in lacking],
        "recommendations": steps or further,
    }


def _remark(key: str, text: str) -> dict[str, Any]:
    return {"text": text, "question_ids": [key]}


RULES: dict[str, Responder] = {"judge": judge, "pick": pick, "feedback": feedback}
