"""The concept graph has no holes and no circles."""

from pathlib import Path

import pytest

from coach.bank.concepts import load_concepts
from coach.errors import ContentError


def written(folder: Path, *concepts: str) -> Path:
    text = "schema: 1\nconcepts:\n" + "".join(f"  {concept}\n" for concept in concepts)
    (folder / "concepts.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_graph_is_read(tmp_path: Path) -> None:
    folder = written(tmp_path, "arrays: {name: Arrays}", "heap: {name: Heaps, prerequisites: [arrays], aliases: [pq]}")
    graph = load_concepts(folder)
    assert graph.concepts["heap"].prerequisites == ("arrays",)
    assert graph.concepts["heap"].aliases == ("pq",)


@pytest.mark.parametrize(
    ("concepts", "field", "line", "says"),
    [
        (["a: {name: A, prerequisites: [b]}"], "concepts.a.prerequisites", 3, "'b', which is no concept"),
        (["a: {name: A, prerequisites: [a]}"], "concepts.a.prerequisites", 3, "a → a"),
        (
            [
                "z: {name: Z, prerequisites: [b]}",
                "b: {name: B, prerequisites: [c]}",
                "c: {name: C, prerequisites: [b]}",
            ],
            "concepts.b.prerequisites",
            4,
            "b → c → b",
        ),
        (["a: {title: A}"], "concepts.a.title", 3, "not a known field"),
    ],
)
def test_faults_are_named(concepts: list[str], field: str, line: int, says: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load_concepts(written(tmp_path, *concepts))
    assert (caught.value.field, caught.value.line) == (field, line)
    assert says in str(caught.value)
