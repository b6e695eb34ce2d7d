"""`coach eval`: how well the interviewer itself does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from coach.domain.content import BankQuestion
    from coach.domain.enums import QuestionType
    from coach.interviewers.choosing import Chosen
    from coach.interviewers.examination.candidates import Actor
    from coach.interviewers.examination.examine import Examination
    from coach.settings import Paths, Settings

app = typer.Typer(name="eval", help="Grade the interviewer.", rich_markup_mode=None, no_args_is_help=True)

NOTHING = "·"


class Cast(StrEnum):
    """Who plays the candidates."""

    SCRIPTED = "scripted"
    MODEL = "model"


@dataclass(frozen=True)
class Order:
    """What `coach eval interviewer` was asked to do."""

    candidates: tuple[str, ...] = ()
    """None named: all."""
    cast: Cast = Cast.SCRIPTED
    questions: tuple[str, ...] = ()
    """None named: one of each kind."""
    every_question: bool = False
    fail_on: tuple[str, ...] = ()
    max_failures: int | None = None
    as_json: bool = False


@app.callback()
def _group() -> None: ...


@app.command("interviewer")
def interviewer(
    candidate: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="strong, weak, silent, rambling, hostile or injecting; may be repeated. Default: all."
        ),
    ] = None,
    candidates: Annotated[
        Cast, typer.Option(help="Who plays them: a script that never changes, or the model of your settings.")
    ] = Cast.SCRIPTED,
    question: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A question by its id; may be repeated. Default: one of each kind."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every question of the bank.")] = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Exit 1 when this criterion fails anywhere; may be repeated."),
    ] = None,
    max_failures: Annotated[int | None, typer.Option(min=0, help="Exit 1 when there are more failures.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Let candidates of six temperaments meet the interviewer, and grade what it said to them.

    Uses the model of your settings; the recorded one where none is set up.
    """
    from coach.cli.loop import run

    order = Order(
        candidates=tuple(candidate or ()),
        cast=candidates,
        questions=tuple(question or ()),
        every_question=every,
        fail_on=tuple(fail_on or ()),
        max_failures=max_failures,
        as_json=json_,
    )
    if not run(examine_interviewer(order)):
        raise typer.Exit(1)


async def examine_interviewer(order: Order) -> bool:
    """Examine and report; False when the order says so. Raises BadInput, NotFound, ModelUnavailable."""
    from coach.cli.problems import narrate
    from coach.interviewers.examination.candidates import CANDIDATES
    from coach.interviewers.examination.criteria import CRITERIA
    from coach.interviewers.examination.examine import examine
    from coach.settings import load_paths, load_settings

    names = [one.name for one in _named("candidate", order.candidates, {one.name: one for one in CANDIDATES})]
    _named("criterion", order.fail_on, {one.id: one for one in CRITERIA})
    paths, settings = load_paths(), load_settings()
    questions = await _questions(order, paths)
    chosen, by_default = _chosen(settings, paths)
    candidates = [one for one in _cast(order, chosen) if one.name in names]

    def progress(candidate: "Actor", question: "BankQuestion") -> None:
        narrate(f"  {candidate.name} · {question.id}")

    try:
        found = await examine(chosen.interviewer, questions, candidates, progress)
    finally:
        await chosen.interviewer.close()
    passed = _passes(found, order)
    _show(found, order, by_default=by_default, passed=passed)
    return passed


def _named(what: str, names: Sequence[str], known: dict[str, Any]) -> tuple[Any, ...]:
    """The things of these names, all of them for no names. Raises BadInput."""
    from coach.errors import BadInput
    from coach.settings.faults import nearest

    for name in names:
        if name not in known:
            near = nearest(name, list(known))
            fix = f"did you mean {near}?" if near else f"use one of: {', '.join(known)}"
            raise BadInput(f"There is no {what} {name!r}.", fix=fix)
    return tuple(known[name] for name in dict.fromkeys(names)) or tuple(known.values())


async def _questions(order: Order, paths: "Paths") -> tuple["BankQuestion", ...]:
    from coach.bootstrap import LazyRunner, open_bank
    from coach.settings import RunnerChoice

    bank = open_bank(paths, LazyRunner(RunnerChoice.AUTO))
    if order.questions:
        return tuple([await bank.question(name) for name in dict.fromkeys(order.questions)])
    catalog = await bank.catalog()
    if order.every_question:
        return tuple([await bank.question(one.id) for one in catalog])
    found: dict[QuestionType, BankQuestion] = {}
    for one in catalog:
        # A telling one where there is one: only what is withheld can be given away.
        if (kind := one.question_type) not in found or not found[kind].withheld:
            whole = await bank.question(one.id)
            found[kind] = whole if whole.withheld else found.get(kind, whole)
    return tuple(found.values())


def _chosen(settings: "Settings", paths: "Paths") -> tuple["Chosen", bool]:
    """The interviewer to examine, and whether it is the recorded one for want of another. Raises ModelUnavailable."""
    from coach.bootstrap import choose_model
    from coach.errors import ModelUnavailable
    from coach.settings import ModelProvider

    chosen = choose_model(settings, paths)
    if chosen.notice:
        why = chosen.notice.removeprefix("Practising offline: ")
        raise ModelUnavailable("The model to examine cannot be had.", why=why, fix=chosen.fix)
    if chosen.model or settings.model.provider is not None:
        return chosen, False
    recorded = settings.model.model_copy(update={"provider": ModelProvider.RECORDED, "name": None})
    return choose_model(settings.model_copy(update={"model": recorded}), paths), True


def _cast(order: Order, chosen: "Chosen") -> Sequence["Actor"]:
    """Raises ModelUnavailable where a model is to play and there is none."""
    from coach.errors import ModelUnavailable
    from coach.interviewers.examination.candidates import CANDIDATES
    from coach.interviewers.examination.played import played_by

    if order.cast is Cast.SCRIPTED:
        return CANDIDATES
    if chosen.model is None:
        why = "Your settings say that the bank alone interviews."
        raise ModelUnavailable(
            "No model can play the candidates.", why=why, fix="coach eval interviewer --candidates scripted"
        )
    return played_by(chosen.model)


def _passes(found: "Examination", order: Order) -> bool:
    few = order.max_failures is None or len(found.failures) <= order.max_failures
    return few and not any(found.of(criterion) for criterion in order.fail_on)


def _show(found: "Examination", order: Order, *, by_default: bool, passed: bool) -> None:
    from coach.cli.output import printable, write, write_json
    from coach.cli.problems import next_step

    if order.as_json:
        told = {"played_by": order.cast.value, "recorded_by_default": by_default, "passed": passed}
        write_json({**_document(found), **told})
        return
    if by_default:
        write("No model is set up, so the recorded interviewer is examined. It follows a script and makes no calls.")
    write(f"Interviewer: {printable(found.interviewer)}")
    if order.cast is Cast.MODEL:
        write("Candidates:  played by the same model")
    write("")
    _show_table(found)
    write("")
    _show_evidence(found)
    write("\n".join(printable(line) for line in _totals(found)))
    next_step("coach doctor --model" if by_default else "coach eval interviewer --json")


def _show_table(found: "Examination") -> None:
    from coach.cli.output import write_table
    from coach.interviewers.examination.criteria import CRITERIA

    rows = [
        (one.id, *(_count(found, one.id, name) for name in found.candidates), _count(found, one.id), one.says)
        for one in CRITERIA
    ]
    write_table(("criterion", *found.candidates, "all", "fails when the interviewer …"), rows)


def _count(found: "Examination", criterion: str, candidate: str = "") -> str:
    return str(len(found.of(criterion, candidate)) or NOTHING)


def _show_evidence(found: "Examination") -> None:
    """The first failure of every criterion with every candidate."""
    from coach.cli.output import write, write_table

    first = {(one.criterion, one.candidate): one for one in reversed(found.failures)}
    if not first:
        return
    rows = [
        (
            one.criterion,
            one.candidate,
            one.question,
            f"{one.turn} {one.step.value.replace('_', ' ')}",
            one.evidence + (" (shown, then replaced)" if one.withdrawn else ""),
        )
        for _, one in sorted(first.items())
    ]
    write_table(("criterion", "candidate", "question", "turn", "first evidence"), rows)
    write("")


def _totals(found: "Examination") -> list[str]:
    failed = len({(one.candidate, one.question) for one in found.failures})
    lines = [
        f"{len(found.failures)} failures in {failed} of {found.interviews} interviews; {found.turns} turns were graded."
    ]
    if found.fallbacks:
        lines.append(f"In {found.spoken_by_bank} of them the bank spoke instead of the model:")
        lines += [f"  {count} × {reason}" for reason, count in found.fallbacks.items()]
    return [*lines, *_unknown(found)]


def _unknown(found: "Examination") -> list[str]:
    """What a model in the role of the candidate left open."""
    lines = []
    if undecided := Counter(one.criterion for one in found.undecided):
        turns = ", ".join(f"{name} {count}" for name, count in undecided.most_common())
        lines.append(f"Turns left undecided, because the truth about the candidate's words is not certain: {turns}")
    if found.broken_off:
        lines.append(f"Interviews that ended early, through no fault of the interviewer: {len(found.broken_off)}")
        lines += [
            f"  {one.candidate} · {one.question}: the model no longer plays the candidate – {one.reason}"
            for one in found.broken_off
        ]
    return lines


def _document(found: "Examination") -> dict[str, Any]:
    from coach.interviewers.examination.criteria import CRITERIA

    return {
        **found.model_dump(mode="json", exclude={"failures", "undecided", "broken_off"}),
        "interviews": found.interviews,
        "spoken_by_bank": found.spoken_by_bank,
        "criteria": [
            {
                "id": one.id,
                "says": one.says,
                "failures": len(found.of(one.id)),
                "by_candidate": {name: len(found.of(one.id, name)) for name in found.candidates},
                "undecided": sum(each.criterion == one.id for each in found.undecided),
            }
            for one in CRITERIA
        ],
        **found.model_dump(mode="json", include={"failures", "undecided", "broken_off"}),
    }
