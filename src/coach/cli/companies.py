"""`coach companies`: how each type of company interviews."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from coach.domain.enums import CompanyType

if TYPE_CHECKING:
    from coach.domain.company import CompanyPattern

app = typer.Typer(name="companies", help="How each type of company interviews.", no_args_is_help=True)


@app.command("list")
def list_companies(json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """List the types of company."""
    from coach.cli.output import write_json, write_table
    from coach.cli.problems import next_step

    found = _patterns()
    if json_:
        write_json({"companies": [pattern.model_dump(mode="json", by_alias=True) for pattern in found]})
        return
    rows = [
        (one.type.value, one.name, f"{one.minutes}", _mix(one), f"{min(one.bars.values())}–{max(one.bars.values())}")
        for one in found
    ]
    write_table(("type", "name", "min", "questions", "bar"), rows)
    next_step(f"coach companies show {found[0].type.value}")


@app.command("show")
def show_company(
    company: Annotated[CompanyType, typer.Argument(metavar="TYPE", help="One of coach companies list.")],
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show how one type of company interviews: its mix, its bar, what counts more there and why."""
    from coach.cli.output import write, write_json
    from coach.cli.problems import next_step

    pattern = next(one for one in _patterns() if one.type is company)
    if json_:
        write_json({"company": pattern.model_dump(mode="json", by_alias=True)})
        return
    write("\n".join(_in_words(pattern)))
    next_step(f"coach interview --company {company.value}")


def _patterns() -> "tuple[CompanyPattern, ...]":
    from coach.bootstrap import LazyRunner, open_bank
    from coach.cli.loop import run
    from coach.settings import RunnerChoice, load_paths

    return run(open_bank(load_paths(), LazyRunner(RunnerChoice.AUTO)).patterns())


def _mix(pattern: "CompanyPattern") -> str:
    return ", ".join(f"{share} % {kind.value.replace('_', ' ')}" for kind, share in pattern.mix.items() if share)


def _in_words(pattern: "CompanyPattern") -> Iterator[str]:
    yield f"{pattern.name} · {pattern.minutes} minutes · {pattern.strictness}, up to {pattern.follow_ups} follow-ups"
    yield ""
    yield " ".join(pattern.about.split())
    yield ""
    yield f"questions   {_mix(pattern)}"
    yield f"coding      {', '.join(f'{phase.value} {minutes} min' for phase, minutes in pattern.phases.items())}"
    yield f"bar         {', '.join(f'{level.value} {bar}' for level, bar in pattern.bars.items())}"
    yield f"looks for   {' · '.join(pattern.focus)}"
    yield f"judges      {' · '.join(pattern.evaluation)}"
    for weight in pattern.weights:
        yield f"counts ×{weight.weight}  {weight.dimension.value.replace('_', ' ')}: {weight.reason}"
    if pattern.principles:
        yield f"principles  {' · '.join(pattern.principles)}"
    for role, override in pattern.roles.items():
        yield f"  {role:<10}{' · '.join(override.focus)}"
