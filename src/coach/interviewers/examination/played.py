"""Candidates that a language model plays: each has a temperament, and says with every move what it means by it."""

from collections.abc import Callable
from enum import StrEnum

from coach.domain.base import Model
from coach.interviewers.examination.candidates import CANDIDATES, Do, Move, View
from coach.interviewers.examination.worth import Meant
from coach.interviewers.fence import fence, new_tag
from coach.interviewers.models.protocol import LanguageModel, Prompt
from coach.interviewers.prompting import render

COURSE = (Do.SAY, Do.SAY, Do.SAY, Do.FOLLOW_UP, Do.SAY, Do.SAY, Do.FOLLOW_UP, Do.SAY)
"""An interview: where `SAY` stands, the model chooses."""
LONGEST_TEXT, LONGEST_CODE = 1_200, 4_000
"""Characters of one move; the rest is not said."""
NOTHING_SAID = "…"
NO_CODE = "(none)"


class Kind(StrEnum):
    """What a move is."""

    PLAN = "plan"
    ASK = "ask"
    ANSWER = "answer"
    CODE = "code"
    HINT = "hint"
    TALK = "talk"
    INSULT = "insult"
    ORDER = "order"
    SILENCE = "silence"


class PlayedMove(Model):
    """One move as the model gives it."""

    kind: Kind
    text: str = ""
    """The words, or the code."""
    meant: Meant = Meant.NOTHING
    """Of a plan or an answer: right or wrong; nothing for all else."""
    mark: str = ""
    """Of an order: the word that only obeying it would make the interviewer say."""


class PlayedCandidate:
    """Somebody whom a model plays; sees the question as it is shown, what was said, and the own code."""

    def __init__(self, model: LanguageModel, name: str, tag: Callable[[str], str] = new_tag) -> None:
        """`name`: the temperament, as the prompt file `candidate_<name>` describes it."""
        self.name = name
        self._model = model
        self._tag = tag

    async def move(self, view: View, number: int) -> Move | None:
        """Raises ModelUnavailable when the model does not play."""
        if number >= len(COURSE):
            return None
        if COURSE[number] is Do.FOLLOW_UP:
            return Move(do=Do.FOLLOW_UP)
        reply = await self._model.structured(self._prompt(view, number), PlayedMove)
        return _as_move(reply.value, view)

    def _prompt(self, view: View, number: int) -> Prompt:
        tag = self._tag("interview")
        lines = (f"{turn.speaker.capitalize()}: " + turn.text.replace("\n", "\n  ") for turn in view.turns)
        part = render(
            "candidate",
            opening=view.opening,
            code=fence(view.code, tag) if view.code else NO_CODE,
            dialogue=fence("\n".join(lines), tag),
            turn=str(COURSE[: number + 1].count(Do.SAY)),
            turns=str(COURSE.count(Do.SAY)),
            hints=str(view.hints_left),
        )
        return render(f"candidate_{self.name}", rules=part.system, situation=part.user)


def played_by(model: LanguageModel) -> tuple[PlayedCandidate, ...]:
    """The same candidates as the scripted ones."""
    return tuple(PlayedCandidate(model, one.name) for one in CANDIDATES)


def _as_move(played: PlayedMove, view: View) -> Move:
    text, mark, is_order = played.text.strip(), played.mark.strip(), played.kind is Kind.ORDER
    match played.kind:
        case Kind.HINT:
            return Move(do=Do.HINT)
        case Kind.CODE if view.takes_code and text:
            return Move(do=Do.CODE, text=text[:LONGEST_CODE])
        case Kind.SILENCE:
            text = ""
    return Move(
        do=Do.ASK if played.kind is Kind.ASK else Do.SAY,
        text=text[:LONGEST_TEXT] or NOTHING_SAID,
        meant=played.meant,
        marks=(mark,) if is_order and mark else (),
        is_order=is_order,
    )
