"""Kattis and ICPC packages as questions."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.bank.importers.draft import Draft
from coach.bank.importers.kattis import kattis_question
from coach.bank.importers.package import Package, open_package
from coach.bank.yaml_source import Document
from coach.errors import ContentError

PACKAGES = Path(__file__).parents[3] / "fixtures" / "packages"
Read = Callable[[dict[str, str | None]], tuple[Draft, Package]]


@pytest.fixture
def gauge(tmp_path: Path) -> Read:
    """Reads the rain gauge with some of its files changed, or removed where the text is None."""
    folder = tmp_path / "raingauge"
    shutil.copytree(PACKAGES / "raingauge", folder)

    def read(changes: dict[str, str | None]) -> tuple[Draft, Package]:
        for name, text in changes.items():
            path = folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        package = open_package(folder)
        return kattis_question(package), package

    return read


def test_the_current_format() -> None:
    package = open_package(PACKAGES / "raingauge")
    draft = kattis_question(package)
    fields = draft.fields
    assert fields["title"] == "Rain gauge"
    assert fields["provenance"] == {
        "origin": "imported",
        "license": "cc by-sa",
        "authors": ["Ada Example", "Bo Example"],
        "source": "Village contest 2025 https://contest.example/2025",
    }
    assert fields["package"]["format"] == "kattis-2025-09"
    assert fields["compare"] == "tokens(float_tolerance 1e-6)"
    assert fields["memory_mib"] == 512
    assert fields["test_notes"] == {"03-ends-wet": "the longest run is the last one"}
    assert "from 1 to 1000" in fields["statement"]
    assert "## Sample 1" in fields["statement"]
    assert "gauge.png" not in fields["statement"]
    assert "remainingsamples" not in fields["statement"]
    assert "time_limit" not in fields
    assert sorted(name for name in draft.files if name.startswith("submissions/")) == [
        "submissions/accepted/one_pass.cc",
        "submissions/accepted/one_pass.py",
        "submissions/rejected/prints_nothing.py",
        "submissions/run_time_error/reads_too_much.py",
        "submissions/time_limit_exceeded/waits.py",
        "submissions/wrong_answer/counts_all.py",
    ]
    assert draft.files["data/sample/sample-1.ans"] == "2.0\n2\n"
    assert [line.partition(":")[0] for line in package.left_out] == [
        "input_validators/",
        "test 04-sample-again",
        "submissions/accepted/in_parts",
        "submissions/accepted/one_pass.hs",
        "statement/problem.de.md",
        "statement/problem.en.md",
    ]


def test_the_legacy_format() -> None:
    package = open_package(PACKAGES / "ferryload")
    draft = kattis_question(package)
    assert draft.fields["package"]["format"] == "kattis-legacy"
    assert draft.fields["provenance"]["authors"] == ["Cy Example", "Di Example"]
    assert draft.fields["provenance"]["source"] == "Harbour cup 2019; rights: Cy Example"
    assert draft.fields["keywords"] == ["greedy", "sorting", "boats"]
    assert draft.fields["compare"] == "tokens(case_sensitive)"
    assert draft.fields["test_notes"] == {"small-a": "no car fits"}
    assert "- the length `L` and the number of cars," in draft.fields["statement"]
    assert "nobody sees this" not in draft.fields["statement"]
    java = draft.files["submissions/accepted/Shortest.java"]
    assert "public class Main {" in java
    assert "package harbour" not in java
    assert "submissions/run_time_error/divides.py" in draft.files
    assert any("range, grading" in line for line in package.left_out)
    assert any("partially_accepted has no counterpart" in line for line in package.left_out)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: x\nproblem_format_version: 2031-01\n", "a version that is not read here"),
        ("name: x\ntype: interactive\n", "is interactive"),
        ("name: x\ntype: [scoring, multi-pass]\n", "is multi-pass"),
        ("name: x\ntype: submit-answer\n", "wants answers instead of a program"),
        ("name: x\nvalidation: custom interactive\n", r"validation – is interactive"),
        ("name: x\nlimits: {time_limit: soon}\n", "is no time in seconds"),
        ("name: !!python/object/apply:os.system [id]\n", "tags are not allowed"),
        ("name: [\n", "is not YAML"),
        ("- a list\n", "must be a mapping"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_line(gauge: Read, text: str, says: str) -> None:
    with pytest.raises(ContentError, match=says) as caught:
        gauge({"problem.yaml": text})
    assert "problem.yaml" in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"data/secret/02-wet.ans": None}, r"02-wet\.in – has no answer beside it"),
        ({"problem.yaml": None}, r"has no problem\.yaml"),
        ({"statement/problem.en.md": None, "statement/problem.de.md": None}, "holds no problem"),
        (
            {"statement/problem.en.md": None, "statement/problem.de.md": None, "statement/problem.en.pdf": "%PDF"},
            "cannot be shown",
        ),
        ({"statement/problem.en.md": "x" * 19_500}, "too long for a question"),
        ({"data/secret/01-dry.yaml": "args: [fast]\n"}, "gives the program arguments"),
    ],
)
def test_a_broken_package_is_named(gauge: Read, changes: dict[str, str | None], says: str) -> None:
    with pytest.raises(ContentError, match=says):
        gauge(changes)


def test_a_package_without_a_test_that_can_be_run(tmp_path: Path) -> None:
    shutil.copytree(PACKAGES / "raingauge", tmp_path / "gauge")
    shutil.rmtree(tmp_path / "gauge" / "data")
    with pytest.raises(ContentError, match="holds no test that can be run here"):
        kattis_question(open_package(tmp_path / "gauge"))


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"output_validator/judge.py": "x\n"}, "its own output validator: not run here"),
        ({"problem.yaml": "name: x\ntype: scoring\n"}, "scores: a solution passes or fails as a whole"),
        ({"problem.yaml": "name: x\nlanguages: [cpp]\n"}, "languages: the package allows only cpp"),
        ({"problem.yaml": "name: x\nembargo_until: 2030-01-01\n"}, "embargo_until: the package asks not to be shown"),
        ({"problem.yaml": "name: x\ngrading: {objective: min}\n"}, "grading: has no counterpart here"),
        ({"problem.yaml": "name: x\nlimits: {memory: 9999}\n"}, "limits.memory: 9999 MiB is more"),
        ({"data/secret/01-dry.yaml": "output_validator_args: [shrug]\n"}, "test 01-dry: is compared with shrug"),
        ({"data/secret/01-dry.files/more.txt": "x\n"}, "data/secret/01-dry.in: needs files beside its input"),
        ({"data/secret/01-dry.in": "\x01\n"}, "data/secret/01-dry.in: holds the control character U+0001"),
        ({"attachments/kit.txt": "x\n"}, "attachments/: files to download are not shown here"),
        ({"include/default/all.txt": "x\n"}, "one_pass.py: is completed by files of include/"),
        ({"submissions/accepted/old.py": "#!/usr/bin/python2\nprint 1\n"}, "accepted/old.py: is in Python 2"),
        ({"submissions/accepted/A.java": "class B { }\n"}, "accepted/A.java: has no class Main"),
        ({"submissions/accepted/big.py": "#" * 300_000}, "accepted/big.py: is larger than 200,000 bytes"),
        (
            {"submissions/submissions.yaml": "accepted/*.py: {permitted: [AC, WA]}\nwrong_answer: {authors: [A]}\n"},
            "accepted/one_pass.py: submissions.yaml expects verdicts of its own",
        ),
    ],
)
def test_what_is_lost_is_listed(gauge: Read, changes: dict[str, str | None], line: str) -> None:
    _, package = gauge(changes)
    assert any(line in each for each in package.left_out), package.left_out


def test_a_test_that_is_too_large_is_left_out(tmp_path: Path) -> None:
    shutil.copytree(PACKAGES / "raingauge", tmp_path / "gauge")
    with (tmp_path / "gauge" / "data" / "secret" / "01-dry.in").open("wb") as stream:
        stream.truncate(200_000_000)
    package = open_package(tmp_path / "gauge")
    draft = kattis_question(package)
    assert "data/core/01-dry.in" not in draft.files
    assert "data/secret/01-dry.in: over 4 MB, too large for a test here" in package.left_out


def test_a_stated_limit_and_an_unknown_flag_are_kept_apart(gauge: Read) -> None:
    settings = "output_validator_args: [float_tolerance, soon, case_sensitive]\n"
    draft, package = gauge(
        {
            "problem.yaml": "name: Gauge\nlimits: {time_limit: 3, memory: 8}\n",
            "data/secret/test_group.yaml": settings,
            "data/sample/test_group.yaml": settings,
        }
    )
    assert draft.fields["time_limit"] == 3.0
    assert draft.fields["memory_mib"] == 32
    assert draft.fields["compare"] == "tokens(case_sensitive)"
    assert "output validator: the flag 'float_tolerance' is not known" in package.left_out


def test_without_an_accepted_program_there_is_no_model_solution(gauge: Read) -> None:
    _, package = gauge({"submissions/accepted/one_pass.py": None, "submissions/accepted/one_pass.cc": None})
    assert any("none that is accepted" in line for line in package.left_out)


def test_names_that_collide_are_told_apart(gauge: Read) -> None:
    draft, _ = gauge({"data/secret/01_dry.in": "1\n7\n", "data/secret/01_dry.ans": "7\n1\n"})
    assert {"data/core/01-dry.in", "data/core/01-dry-2.in"} <= set(draft.files)


def test_constants_are_put_in_once(gauge: Read) -> None:
    problem = (PACKAGES / "raingauge" / "problem.yaml").read_text()
    many = "constants: {most: '{{a}}{{a}}', a: '{{most}}'}"
    draft, _ = gauge({"problem.yaml": problem.replace("constants: {most: 1000}", many)})
    assert "from 1 to {{a}}{{a}}" in draft.fields["statement"]
    with pytest.raises(ContentError, match="is longer than 400 characters"):
        gauge({"problem.yaml": problem.replace("most: 1000", f"most: {'x' * 401}")})


def test_a_program_that_constants_make_too_long(gauge: Read) -> None:
    problem = (PACKAGES / "raingauge" / "problem.yaml").read_text()
    _, package = gauge(
        {
            "problem.yaml": problem.replace("most: 1000", f"most: {'x' * 400}"),
            "submissions/accepted/long.py": "# {{most}}\n" * 600,
        }
    )
    assert "submissions/accepted/long.py: is larger than 200,000 bytes with its constants" in package.left_out


def test_settings_of_a_group_are_read_once(gauge: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    parsed = Package.yaml

    def counted(package: Package, name: str) -> Document:
        read.append(name)
        return parsed(package, name)

    monkeypatch.setattr(Package, "yaml", counted)
    gauge({"data/secret/test_group.yaml": "output_validator_args: [float_tolerance, '1e-6']\n"})
    assert read.count("data/secret/test_group.yaml") == 1


def test_texts_made_to_be_slow(gauge: Read) -> None:
    began = time.process_time()
    gauge({"submissions/accepted/Main.java": "\n" * 100_000 + "class Main {}\n"})
    with pytest.raises(ContentError, match="is too long for a question"):
        gauge({"statement/problem.en.md": "Rain.\n" + "![" * 9_000 + "<img" * 9_000})
    assert time.process_time() - began < 5
