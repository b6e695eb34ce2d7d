"""A Kattis or ICPC problem package as a question: a whole program that reads its input and prints its result."""

from typing import Any

from coach.bank.imported import ACCEPTED, SUBMISSIONS, names_of
from coach.bank.importers.draft import Draft
from coach.bank.importers.kattis_data import Case, read_cases, usual_flags, with_flags, without_repeats
from coach.bank.importers.kattis_metadata import Metadata, read_metadata, require_problem
from coach.bank.importers.kattis_programs import read_programs
from coach.bank.importers.kattis_statement import samples_of, statement_of, summary_of
from coach.bank.importers.kattis_validator import comparison_of
from coach.bank.importers.package import Package

NOT_READ = {
    "attachments": "files to download are not shown here",
    "input_validators": "programs that check the inputs are not run; the inputs are taken as they are",
    "static_validator": "programs that judge a source are not run here",
    "graders": "programs that give scores are not run here",
    "include": "files that complete a submission are not used here",
}
OPENING = (
    "Please read this problem, {title}, and tell me how you would solve it. It wants a whole program: one that reads "
    "from standard input and prints to standard output. Ask about whatever is unclear."
)


def kattis_question(package: Package) -> Draft:
    """The question in a package. Raises ContentError for one that is broken, or cannot be asked at all."""
    require_problem(package)
    metadata = read_metadata(package)
    for folder, why in NOT_READ.items():
        if package.below(folder):
            package.leave_out(f"{folder}/", why)
    cases = without_repeats(package, read_cases(package, metadata))
    flags = usual_flags(cases)
    cases = with_flags(package, cases, flags)
    programs = read_programs(package, metadata)
    if not names_of(programs, ACCEPTED):
        package.leave_out("submissions", "none that is accepted can be run here, so no model solution is shown")
    fields = _fields(package, metadata, cases)
    fields["compare"] = comparison_of(package, flags)
    files = {f"{SUBMISSIONS}/{name}": source for name, source in programs.items()}
    for case in cases:
        stem = f"data/{case.group.value}/{case.id}"
        files |= {f"{stem}.in": case.input, f"{stem}.ans": case.answer}
    return Draft(package.name, fields, files)


def _fields(package: Package, metadata: Metadata, cases: tuple[Case, ...]) -> dict[str, Any]:
    statement = statement_of(package, metadata, samples_of(cases))
    notes = {case.id: case.note for case in cases if case.note}
    fields: dict[str, Any] = {
        "title": metadata.title,
        "summary": summary_of(statement, metadata.title),
        "provenance": {
            "origin": "imported",
            "license": metadata.license,
            "authors": list(metadata.authors),
            "source": metadata.source,
        },
        "package": {
            "format": "kattis-legacy" if metadata.is_legacy else "kattis-2025-09",
            "name": package.name,
            "id": metadata.uuid,
        },
        "keywords": list(metadata.keywords),
        "opening": OPENING.format(title=metadata.title),
        "statement": statement,
        "signature": {"stdio": True},
        "memory_mib": metadata.memory_mib,
    }
    if metadata.time_limit is not None:
        fields["time_limit"] = metadata.time_limit
    return fields | ({"test_notes": notes} if notes else {})
