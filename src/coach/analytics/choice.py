"""Which one question to practise: named, at random, the last one, the most urgent, or on the weakest concept."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from coach.analytics.standing import Known, in_words, percent
from coach.domain.content import QuestionHead
from coach.domain.enums import CompanyType, InterviewType, QuestionType, Seniority
from coach.domain.wording import number
from coach.errors import BadInput, NotFound

NEVER = -(10**9)
SHOWN = 5
"""So many names stand in a message."""
TYPES = {
    QuestionType.CODING_PROBLEM: InterviewType.TECHNICAL_CODING,
    QuestionType.SYSTEM_DESIGN: InterviewType.SYSTEM_DESIGN,
    QuestionType.BEHAVIORAL: InterviewType.BEHAVIORAL,
}


@dataclass(frozen=True)
class Choice:
    question: QuestionHead
    why: str = ""
    """Empty where the person named it."""


def interview_type(question: QuestionHead) -> InterviewType:
    """The type of an interview with this question alone."""
    return TYPES.get(question.question_type, InterviewType.MIXED)


def used(asked: Sequence[str]) -> dict[str, int]:
    """Slug → when it was asked last, as a number that rises with time; `asked` has the newest first."""
    return {slug: -age for age, slug in reversed(tuple(enumerate(asked)))}


def best_question(
    questions: Iterable[QuestionHead], used: Mapping[str, int], company: CompanyType, seniority: Seniority
) -> QuestionHead | None:
    """For the seniority, not used for longest, typical of the company; None where there is no question."""
    return min(
        questions,
        key=lambda one: (
            seniority not in one.seniority,
            used.get(one.id, NEVER),
            -one.companies.get(company.value, 1),
            one.id,
        ),
        default=None,
    )


@dataclass(frozen=True)
class Shelf:
    """The questions there are, and who chooses from them."""

    catalog: Sequence[QuestionHead]
    known: Known
    company: CompanyType
    seniority: Seniority

    def due(self, now: datetime) -> Choice | None:
        """On the concept that is due with the lowest recall; None when nothing is due. Raises NotFound."""
        due = [one for one in self.known.due if one.due <= now]
        for one in due:
            about = (each for each in self.catalog if each.question_type is one.kind and one.concept in each.concepts)
            if question := self._best(about):
                facts = f"recall {percent(one.recall)}, last score {one.last_score:.1f}"
                return Choice(question, f"{in_words(one.concept)} is due: {facts}")
        if due:
            names = ", ".join(in_words(one.concept) for one in due[:SHOWN])
            raise NotFound(f"The bank has no question on what is due: {names}.", fix="coach practice random")
        return None

    def weakest(self) -> Choice:
        """On the concept with the lowest mean score. Raises NotFound while no concept has one."""
        for one in sorted(self.known.analytics.concept_performance, key=lambda each: (each.mean_score, each.concept)):
            if question := self._best(each for each in self.catalog if one.concept in each.concepts):
                facts = f"mean score {one.mean_score:.1f} over {number(one.questions, 'question')}"
                return Choice(question, f"{in_words(one.concept)} is weakest: {facts}")
        raise NotFound(
            "There is no weakest concept yet.", why="No interview has been scored.", fix="coach practice random"
        )

    def last(self) -> Choice:
        """The question asked last. Raises NotFound."""
        if not self.known.asked:
            raise NotFound("There is no last question yet.", why="The history is empty.", fix="coach practice random")
        return Choice(self.named(self.known.asked[0]))

    def at_random(self, rng: random.Random) -> Choice:
        """Any question but the one asked last, where there is another. Raises NotFound for an empty bank."""
        if not self.catalog:
            raise NotFound("The question bank is empty.", fix="coach bank check")
        others = [one for one in self.catalog if one.id not in self.known.asked[:1]]
        return Choice(rng.choice(others or list(self.catalog)), "chosen at random")

    def named(self, name: str) -> QuestionHead:
        """By slug or unique prefix. Raises NotFound, BadInput for a prefix of several."""
        found = [one for one in self.catalog if one.id.startswith(name)]
        if exact := [one for one in found if one.id == name]:
            return exact[0]
        if len(found) > 1:
            names = ", ".join(one.id for one in found[:SHOWN])
            raise BadInput(f"{name!r} fits {len(found)} questions: {names}.", fix="give more of the id")
        if not found:
            near = get_close_matches(name, [one.id for one in self.catalog], 1)
            why = f"Did you mean {near[0]}?" if near else ""
            raise NotFound(f"There is no question {name!r}.", why=why, fix="coach bank list")
        return found[0]

    def _best(self, questions: Iterable[QuestionHead]) -> QuestionHead | None:
        return best_question(questions, used(self.known.asked), self.company, self.seniority)
