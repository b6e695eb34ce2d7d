"""What the commands about packs do."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer
from pydantic import ValidationError

from coach.bank import git
from coach.bank.heads import HeadCache
from coach.bank.pack_sources import PackSource, pack_source
from coach.bank.packs import OURS, Pack, PackKind, PackRegistry, discard
from coach.bank.problem import Problem, as_error, from_error
from coach.bank.resources import shipped_bank
from coach.bank.source import BankSource, Holding, Packs
from coach.bootstrap import LazyRunner, open_bank
from coach.cli.bank_list import left_out
from coach.cli.output import printable, write, write_json, write_table
from coach.cli.problems import can_ask, narrate, next_step, no_terminal
from coach.errors import BadInput, CoachError, ContentError, NotFound
from coach.settings import Paths, RunnerChoice, load_paths

MOST_TOLD = 5
CONTAINER_ONLY = "Its programs run in a container only; what it says is shown to you as it stands."


async def add_pack(text: str, name: str | None, *, agrees: bool, as_json: bool) -> bool:
    """Fetch a pack, say what it holds, and add it once the person agrees; False when they do not.

    Raises BadInput, NotFound, ContentError, StoreError.
    """
    registry, wanted = _registry(), pack_source(text)
    pack = _new(registry.free_name(name or wanted.name), wanted)
    _require_other(pack, registry)
    if not (agrees or can_ask()):
        raise no_terminal("Your agreement to add the pack", "--yes")
    clone = registry.fresh() if pack.kind is PackKind.GIT else None
    try:
        if clone:
            narrate(f"Fetching {printable(pack.origin)} …")
            pack = pack.replace(commit=await git.fetch(pack.source, pack.ref, clone))
        holding = await _looked_into(clone or registry.place(pack), registry)
        if not as_json:
            _tell(pack, holding)
        kept = agrees or typer.confirm("Add it?", err=True)
        if kept:
            registry.add(pack, clone)
            holding = _moved(holding, registry.place(pack))
    finally:
        if clone:
            discard(clone)
            HeadCache(load_paths().cache_dir / "heads").forget(clone)
    if as_json:
        write_json({"added": kept, "pack": _as_json(pack, holding)})
    else:
        narrate(f"✓ {pack.name} is added." if kept else "Nothing was added.")
        next_step(f"coach interview --question {holding.questions[0].id}" if kept else "coach bank packs")
    return kept


def _new(name: str, wanted: PackSource) -> Pack:
    """Raises BadInput for a source that cannot be written down."""
    try:
        return Pack(name=name, kind=wanted.kind, source=wanted.source, ref=wanted.ref)
    except ValidationError as error:
        why = error.errors(include_url=False)[0]["msg"]
        raise BadInput("The source cannot be kept.", why=f"{why}.", fix="give another one") from None


def _moved(holding: Holding, root: Path) -> Holding:
    """The same, once its files are elsewhere."""
    before, after = str(holding.root), str(root)
    problems = (problem.replace(file=problem.file.replace(before, after)) for problem in holding.problems)
    return Holding(root, holding.questions, tuple(problems))


def _registry() -> PackRegistry:
    return PackRegistry(load_paths().packs)


def _require_other(pack: Pack, registry: PackRegistry) -> None:
    """Raises BadInput for what is there already."""
    for other in registry.packs():
        if (other.kind, other.source, other.ref) == (pack.kind, pack.source, pack.ref):
            raise BadInput(f"It is there already, as the pack {other.name}.", fix=f"coach bank packs {other.name}")
    paths = load_paths()
    ours = {folder.resolve() for folder in (shipped_bank(), paths.generated_bank, paths.imported_bank)}
    if pack.kind is PackKind.FOLDER and Path(pack.source) in ours:
        raise BadInput(f"{pack.source} is part of the bank already.", fix="coach bank packs")


async def _looked_into(root: Path, registry: PackRegistry) -> Holding:
    """What a pack adds to everything else there is. Raises ContentError when that is nothing."""
    others = registry.found()
    bank = _open(load_paths(), Packs((*others.folders, root), others.faults))
    narrate("Reading the questions …")
    holding = (await bank.holdings())[-1]
    if holding.questions:
        return holding
    if holding.problems:
        first = as_error(holding.problems[0])
        first.why = f"No question of the pack can be used; this is the first of {len(holding.problems):,} problems."
        raise first
    why = "A pack has folders called coding, system_design, behavioral or concepts."
    raise ContentError("holds no questions", file=str(root), why=why, fix="see docs/packs.md")


def _open(paths: Paths, packs: Packs | None = None) -> BankSource:
    return open_bank(paths, LazyRunner(RunnerChoice.AUTO), packs)


def _tell(pack: Pack, holding: Holding) -> None:
    found = Counter(question.question_type.value.replace("_", " ") for question in holding.questions)
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in found.most_common())
    write(printable(f"{pack.name}: {_questions(len(holding.questions))} ({kinds})"))
    if words := left_out(holding.problems)[1]:
        write(f"! {words}:")
        _tell_each(holding.problems[:MOST_TOLD])
    if (more := len(holding.problems) - MOST_TOLD) > 0:
        write(f"  … and {more:,} more; coach bank packs {pack.name} tells them once it is added.")
    write(CONTAINER_ONLY)


def _tell_each(problems: Iterable[Problem]) -> None:
    for problem in problems:
        write(printable(f"  ✗ {problem}\n    Mend it: {problem.fix}"))


def _questions(number: int) -> str:
    return f"{number:,} question{'' if number == 1 else 's'}"


def _as_json(pack: Pack, holding: Holding) -> dict[str, Any]:
    head = pack.model_dump(mode="json")
    problems = [problem.model_dump(mode="json") for problem in holding.problems]
    return head | {"folder": str(holding.root), "questions": len(holding.questions), "problems": problems}


def remove_pack(name: str, *, as_json: bool) -> None:
    """Raises NotFound, ContentError, StoreError."""
    registry, paths = _registry(), load_paths()
    if name in OURS and name not in {pack.name for pack in registry.packs()}:
        raise BadInput(f"{name} is no pack.", fix="coach bank packs")
    try:
        HeadCache(paths.cache_dir / "heads").forget(registry.place(registry.named(name)))
    except ContentError:
        narrate("Its folder is gone already.")
    pack = registry.remove(name)
    if as_json:
        write_json({"removed": pack.model_dump(mode="json")})
        return
    left = f"; {pack.source} stays as it is" if pack.kind is PackKind.FOLDER else ""
    narrate(printable(f"✓ {name} is removed{left}."))
    next_step("coach bank packs")


async def gathered() -> list[tuple[Pack, Holding]]:
    """Everything that questions come from, with what it gives. Raises ContentError for a damaged register."""
    registry, paths = _registry(), load_paths()
    holdings = {holding.root: holding for holding in await _open(paths).holdings()}
    found = [(Pack(name="shipped", kind=PackKind.FOLDER, source=str(shipped_bank())), holdings[shipped_bank()])]
    for name, folder in (("generated", paths.generated_bank), ("imported", paths.imported_bank)):
        if own := holdings.get(folder):
            found.append((Pack(name=name, kind=PackKind.FOLDER, source=str(own.root)), own))
    for pack in registry.packs():
        try:
            found.append((pack, holdings[registry.place(pack)]))
        except ContentError as error:
            found.append((pack, Holding(Path(error.file), problems=(from_error("", error),))))
    return found


async def list_packs(*, as_json: bool) -> None:
    """Raises ContentError."""
    found = await gathered()
    if as_json:
        write_json({"packs": [_as_json(pack, holding) for pack, holding in found]})
        return
    rows = [
        (pack.name, pack.kind.value, f"{len(holding.questions):,}", f"{len(holding.problems):,}", pack.origin)
        for pack, holding in found
    ]
    write_table(("name", "kind", "questions", "problems", "source"), rows)
    broken = [pack.name for pack, holding in found if holding.problems]
    next_step(f"coach bank packs {broken[0]}" if broken else "coach bank list, or coach bank add SOURCE")


async def tell_problems(name: str, *, as_json: bool) -> None:
    """Everything that is wrong in one of them. Raises NotFound, ContentError."""
    found = {pack.name: (pack, holding) for pack, holding in await gathered()}
    if name not in found:
        _registry().named(name)
        raise NotFound(f"There is no pack {name!r}.", fix="coach bank packs")
    pack, holding = found[name]
    if as_json:
        write_json({"pack": _as_json(pack, holding)})
        return
    _tell_each(holding.problems)
    state = left_out(holding.problems)[1] or "nothing is wrong"
    commit = f" at {pack.commit[:10]}" if pack.commit else ""
    narrate(printable(f"{name}{commit}: {_questions(len(holding.questions))}, {state}."))
    next_step(f"coach bank check {holding.root}")


async def update_packs(name: str | None, *, as_json: bool) -> int:
    """Bring clones to what their repositories hold; the exit code of the first that fails, each told.

    Raises NotFound, BadInput, ContentError, and for a named pack whatever is wrong with it.
    """
    registry = _registry()
    chosen = (registry.named(name),) if name else registry.packs()
    if name and chosen[0].kind is not PackKind.GIT:
        why = "It is read from where it lies at every start."
        raise BadInput(f"{name} does not come from a git repository.", why=why, fix="coach bank packs")
    updated: list[dict[str, str]] = []
    failed: list[tuple[Pack, CoachError]] = []
    for pack in chosen:
        if pack.kind is PackKind.GIT:
            try:
                updated.append(await _updated(pack, registry))
            except CoachError as error:
                if name:
                    raise
                failed.append((pack, error))
                narrate(printable(f"✗ {pack.name}: {error.in_a_line}"))
    if not updated and not failed:
        narrate("No pack comes from a git repository.")
    if as_json:
        errors = [{"name": pack.name, "code": error.code, "message": error.in_a_line} for pack, error in failed]
        write_json({"updated": updated, "failed": errors})
    next_step(f"coach bank update {failed[0][0].name}" if failed else f"coach bank packs {name or ''}".rstrip())
    return failed[0][1].exit_code if failed else 0


async def _updated(pack: Pack, registry: PackRegistry) -> dict[str, str]:
    """Raises what cannot be had as an error for people."""
    commit = await git.fetch(pack.source, pack.ref, registry.clone_of(pack.name))
    registry.update(pack.replace(commit=commit))
    same = commit == pack.commit
    narrate(f"{pack.name}: " + ("nothing new" if same else f"{pack.commit[:10]} → {commit[:10]}"))
    return {"name": pack.name, "before": pack.commit, "commit": commit}
