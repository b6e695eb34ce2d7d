"""What to practise on which day until an interview: from what is due, what is weak, and the company's mix."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from coach.analytics.choice import best_question, used
from coach.analytics.standing import Call, Goal, Known, Standings, Topic, before_the_plan, in_words
from coach.domain.analytics import PlannedSession, StudyPlan
from coach.domain.content import QuestionHead
from coach.domain.enums import InterviewType, QuestionType
from coach.domain.wording import number
from coach.errors import BadInput

FEWEST_MINUTES, MOST_MINUTES = 10, 480
USUAL_DAYS = 14
MOST_DAYS = 365
REHEARSE_EVERY = 4
"""Days from one rehearsal to the next; the last one is two days before the interview."""
LEAST_OF_A_REHEARSAL = 0.5
"""Share of the company's usual time below which an interview rehearses nothing."""
GAPS = (3, 7, 14)
"""Days of rest once a concept stands in the plan: after the first time, after the second, after every other."""


def study_plan(goal: Goal, known: Known, catalog: Sequence[QuestionHead]) -> StudyPlan:
    """A plan day by day; the same for the same arguments. Raises BadInput for a date or minutes that cannot be used."""
    _check(goal)
    planner = _Planner(goal, known, catalog)
    sessions = tuple(session for day in goal.days for session in planner.day(day))
    return StudyPlan(
        company=goal.pattern.type,
        seniority=goal.seniority,
        begins=goal.today,
        until=goal.until,
        minutes_per_day=goal.minutes_per_day,
        sessions=sessions,
        notes=(before_the_plan(goal, known), *planner.remarks()),
    )


def _check(goal: Goal) -> None:
    fix = f"choose the day of the interview, such as {goal.today + timedelta(days=USUAL_DAYS)}"
    if goal.until < goal.today:
        raise BadInput(f"{goal.until} is in the past.", fix=fix)
    if (goal.until - goal.today).days > MOST_DAYS:
        raise BadInput(f"{goal.until} is more than a year away.", fix=fix)
    if not FEWEST_MINUTES <= goal.minutes_per_day <= MOST_MINUTES:
        raise BadInput(
            f"A day of {goal.minutes_per_day} minutes cannot be planned.",
            fix=f"choose {FEWEST_MINUTES} to {MOST_MINUTES} minutes",
        )


@dataclass
class _Planner:
    """Fills one day after the other, and remembers what stands in the plan."""

    goal: Goal
    known: Known
    catalog: Sequence[QuestionHead]
    _times: dict[tuple[str, QuestionType], list[date]] = field(default_factory=dict, init=False)
    """Concept and kind → the days on which they are practised."""
    _given: dict[QuestionType, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        mix = self.goal.pattern.mix_for(InterviewType.MIXED, self.goal.role)
        topics = {kind: self._topics(kind) for kind, share in mix.items() if share}
        self._used = used(self.known.asked)
        self._standings = Standings(self.goal, self.known)
        self._by_kind = {kind: found for kind, found in topics.items() if found}
        self._shares = {kind: mix[kind] / sum(mix[other] for other in self._by_kind) for kind in self._by_kind}
        self._without = [kind for kind, found in topics.items() if not found]
        self._rehearses = self.goal.minutes_per_day >= LEAST_OF_A_REHEARSAL * self.goal.pattern.minutes

    def day(self, day: date) -> list[PlannedSession]:
        """A rehearsal, or questions; half the time on the last day of several."""
        days, minutes = self.goal.days, self.goal.minutes_per_day
        left = (days[-1] - day).days
        if self._rehearses and left % REHEARSE_EVERY == 1 and day != days[0]:
            return [self._rehearsal(day)]
        return self._fill(day, minutes if left or len(days) == 1 else minutes // 2)

    def remarks(self) -> list[str]:
        """What the plan leaves out, and why; to be asked once all days are filled."""
        lines = [f"Without {in_words(kind)}: {self._why_without(kind)}." for kind in self._without]
        name, minutes = self.goal.pattern.name, self.goal.minutes_per_day
        if not self._rehearses:
            whole = self.goal.pattern.minutes
            lines.append(f"Without rehearsals: an interview at {name} takes {whole} minutes, and a day has {minutes}.")
        before = [one for one in self.known.due if self._standings.due_on(one) < self.goal.until]
        if missed := [one for one in before if (one.concept, one.kind) not in self._times]:
            names = ", ".join(f"{in_words(one.concept)} ({in_words(one.kind)})" for one in missed)
            lines.append(f"Due, but left out for want of time or because {name} does not ask it: {names}.")
        if len(self.goal.days) > 1:
            lines.append("The last day is half as long.")
        return lines

    def _why_without(self, kind: QuestionType) -> str:
        shortest = min((one.minutes for one in self.catalog if one.question_type is kind), default=None)
        if shortest is None:
            return "the bank has no question of this kind"
        return f"the shortest question takes {shortest} minutes, and a day has {self.goal.minutes_per_day}"

    def _rehearsal(self, day: date) -> PlannedSession:
        pattern, minutes = self.goal.pattern, min(self.goal.pattern.minutes, self.goal.minutes_per_day)
        short = f", in {minutes} of its {pattern.minutes} minutes" if minutes < pattern.minutes else ""
        return PlannedSession(day=day, minutes=minutes, why=f"rehearsal: an interview as at {pattern.name}{short}")

    def _fill(self, day: date, minutes: int) -> list[PlannedSession]:
        sessions = []
        while found := self._next(day, minutes):
            topic, question = found
            minutes -= question.minutes
            sessions.append(
                PlannedSession(
                    day=day,
                    minutes=question.minutes,
                    why=self._why(topic, day),
                    kind=topic.kind,
                    concept=topic.concept,
                    question=question.id,
                )
            )
            self._note(question, day)
        return sessions

    def _note(self, question: QuestionHead, day: date) -> None:
        """A question practises all its concepts."""
        kind = question.question_type
        self._used[question.id] = day.toordinal()
        self._given[kind] = self._given.get(kind, 0) + 1
        for concept in question.concepts:
            self._times.setdefault((concept, kind), []).append(day)

    def _next(self, day: date, minutes: int) -> tuple[Topic, QuestionHead] | None:
        """The concept and question to practise next; None when nothing more fits the day."""
        for kind in self._kinds():
            fitting = [
                (topic, question)
                for topic in self._by_kind[kind]
                if (question := self._question(topic, day, minutes)) is not None
            ]
            if fitting:
                return min(fitting, key=lambda pair: self._rank(pair[0], day))
        return None

    def _kinds(self) -> list[QuestionType]:
        """The kinds, the one furthest behind its share first (Sainte-Laguë); none that is a question ahead of it."""
        total = sum(self._given.values())
        given = {kind: self._given.get(kind, 0) for kind in self._shares}
        behind = [kind for kind, share in self._shares.items() if given[kind] <= share * (total + 1)]
        return sorted(behind, key=lambda kind: (given[kind] + 0.5) / self._shares[kind])

    def _topics(self, kind: QuestionType) -> list[Topic]:
        longest = self.goal.minutes_per_day
        fitting = [one for one in self.catalog if one.question_type is kind and one.minutes <= longest]
        questions = [one for one in fitting if self.goal.seniority in one.seniority] or fitting
        names = sorted({concept for question in questions for concept in question.concepts})
        return [Topic(name, kind, tuple(one for one in questions if name in one.concepts)) for name in names]

    def _question(self, topic: Topic, day: date, minutes: int) -> QuestionHead | None:
        """A question on the topic that fits what is left of the day; none twice a day, topic or question."""
        if day in self._times_of(topic):
            return None
        fitting = [one for one in topic.questions if one.minutes <= minutes]
        return best_question(fitting, self._used, self.goal.pattern.type, self.goal.seniority)

    def _rank(self, topic: Topic, day: date) -> tuple[Call, float, str]:
        standing, times = self._standings.of(topic, day), self._times_of(topic)
        if not times:
            return standing.call, standing.order, topic.concept
        if (day - times[-1]).days < GAPS[min(len(times), len(GAPS)) - 1]:
            call = Call.RESTING
        else:
            call = Call.AGAIN if standing.call in {Call.DUE, Call.WEAK} else Call.REPEATED
        return call, times[-1].toordinal(), topic.concept

    def _why(self, topic: Topic, day: date) -> str:
        """The reason in words: `graphs: recall 62 %, last score 4.1`."""
        times = self._times_of(topic)
        again = f"; again after {number((day - times[-1]).days, 'day')}" if times else ""
        return f"{in_words(topic.concept)}: {self._standings.of(topic, day).words}{again}"

    def _times_of(self, topic: Topic) -> list[date]:
        return self._times.get((topic.concept, topic.kind), [])
