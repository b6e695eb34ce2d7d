"""Which packs there are, where they lie, and what a source means."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coach.bank.pack_package import GROUP, package_folder
from coach.bank.pack_sources import PackSource, pack_source
from coach.bank.packs import Pack, PackKind, PackRegistry
from coach.errors import BadInput, ContentError, NotFound, StoreError
from tests.fakes_bank import write_bank


@pytest.fixture
def registry(tmp_path: Path) -> PackRegistry:
    return PackRegistry(tmp_path / "packs")


def folder_pack(root: Path, name: str = "mine") -> Pack:
    return Pack(name=name, kind=PackKind.FOLDER, source=str(root))


def test_packs_are_kept_in_their_order(registry: PackRegistry, tmp_path: Path) -> None:
    assert registry.packs() == ()
    first, second = folder_pack(tmp_path), folder_pack(tmp_path, "another")
    registry.add(first)
    registry.add(second)
    changed = first.replace(commit="abc")
    registry.update(changed)
    assert registry.packs() == (changed, second)
    assert registry.remove("mine") == changed
    assert registry.packs() == (second,)


def test_a_name_taken_meanwhile_and_a_pack_removed_meanwhile(registry: PackRegistry, tmp_path: Path) -> None:
    mine = Pack(name="mine", kind=PackKind.GIT, source="https://host/x")
    clones = [registry.fresh(), registry.fresh()]
    for clone in clones:
        write_bank(clone)
    registry.add(mine, clones[0])
    with pytest.raises(BadInput, match="already"):
        registry.add(mine.replace(source="https://host/y"), clones[1])
    assert registry.packs() == (mine,)
    assert registry.place(mine).is_dir()
    with pytest.raises(NotFound, match="another one"):
        registry.update(mine.replace(source="https://host/y"))
    registry.remove("mine")
    write_bank(registry.clone_of("mine"))
    with pytest.raises(NotFound):
        registry.update(mine.replace(commit="abc"))
    assert registry.packs() == ()
    assert not registry.clone_of("mine").exists()


def test_many_at_a_time_lose_nothing(tmp_path: Path) -> None:
    def add(number: int) -> None:
        PackRegistry(tmp_path / "packs").add(folder_pack(tmp_path, f"pack-{number}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))
    assert len(PackRegistry(tmp_path / "packs").packs()) == 40


def test_an_unknown_pack_brings_the_nearest(registry: PackRegistry, tmp_path: Path) -> None:
    registry.add(folder_pack(tmp_path, "graphs"))
    with pytest.raises(NotFound) as caught:
        registry.named("graph")
    assert caught.value.why == "Did you mean graphs?"
    with pytest.raises(NotFound) as caught:
        registry.remove("zzz")
    assert caught.value.why == "There are: graphs."


@pytest.mark.parametrize("name", ["shipped", "generated", "imported", "mine"])
def test_a_taken_name(name: str, registry: PackRegistry, tmp_path: Path) -> None:
    registry.add(folder_pack(tmp_path))
    with pytest.raises(BadInput, match="already"):
        registry.free_name(name)


@pytest.mark.parametrize("name", ["", "../up", "Mine", "a b", "packs.json", ".git", "x" * 61])
def test_a_name_that_cannot_be(name: str, registry: PackRegistry) -> None:
    with pytest.raises(BadInput):
        registry.free_name(name)


@pytest.mark.parametrize("text", ["{", "[]", '{"packs": [{"name": "../x", "kind": "git", "source": "y"}]}', "\ud800"])
def test_a_damaged_register_leaves_the_rest(text: str, registry: PackRegistry, tmp_path: Path) -> None:
    file = tmp_path / "packs" / "packs.json"
    file.parent.mkdir()
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ContentError) as caught:
        registry.packs()
    assert caught.value.file == str(file)
    assert registry.found().folders == ()
    assert [fault.file for fault in registry.found().faults] == [str(file)]


def test_a_pack_whose_folder_is_gone_leaves_the_others(registry: PackRegistry, tmp_path: Path) -> None:
    there = write_bank(tmp_path / "there")
    registry.add(folder_pack(tmp_path / "gone", "gone"))
    registry.add(folder_pack(there, "there"))
    registry.add(Pack(name="uninstalled", kind=PackKind.PACKAGE, source="no-such-entry-point"))
    found = registry.found()
    assert found.folders == (there,)
    assert [fault.fix for fault in found.faults] == [
        "put it back, or: coach bank remove gone",
        "put it back, or: coach bank remove uninstalled",
    ]


def test_removing_takes_the_clone_and_no_folder_of_the_person(registry: PackRegistry, tmp_path: Path) -> None:
    mine = write_bank(tmp_path / "mine")
    registry.add(folder_pack(mine))
    registry.add(Pack(name="cloned", kind=PackKind.GIT, source="https://host/x"))
    write_bank(registry.clone_of("cloned"))
    registry.remove("mine")
    registry.remove("cloned")
    assert mine.is_dir()
    assert not registry.clone_of("cloned").exists()


def test_a_register_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "packs").write_text("a file")
    with pytest.raises(StoreError, match=r"packs\.json cannot be written"):
        PackRegistry(tmp_path / "packs").add(folder_pack(tmp_path))


GIT = PackKind.GIT


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("https://host/me/My_Pack.git", PackSource(GIT, "https://host/me/My_Pack.git", "", "my-pack")),
        ("https://host/me/pack@v1.2", PackSource(GIT, "https://host/me/pack", "v1.2", "pack")),
        ("https://host/pack.git@feature/x", PackSource(GIT, "https://host/pack.git", "feature/x", "pack")),
        ("ssh://git@host:22/pack", PackSource(GIT, "ssh://git@host:22/pack", "", "pack")),
        ("ssh://git@host/pack@main", PackSource(GIT, "ssh://git@host/pack", "main", "pack")),
        ("git@host:me/pack.git", PackSource(GIT, "git@host:me/pack.git", "", "pack")),
        ("git@host:me/pack.git@abc123", PackSource(GIT, "git@host:me/pack.git", "abc123", "pack")),
        ("git://host/pack/", PackSource(GIT, "git://host/pack/", "", "pack")),
        ("https://host", PackSource(GIT, "https://host", "", "host")),
    ],
)
def test_addresses(text: str, source: PackSource) -> None:
    assert pack_source(text) == source


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("http://host/x", "cannot be fetched by http"),
        ("ftp://host/x", "cannot be fetched by ftp"),
        ("ext::sh -c id", "cannot be fetched by ext"),
        ("https://me:secret@host/x", "a name or a password"),
        ("https://token@host/x", "a name or a password"),
        ("https://[host/x", "no address"),
        ("https://host/x@--upload-pack=id", "names no branch"),
        ("https://host/x@a..b", "names no branch"),
        ("https://host/x@", "names no branch"),
        ("-oProxyCommand=id:x", "no address|no pack"),
        ("~nosuchuser/x", "There is no folder"),
        ("https://host/" + "x" * 4_100, "at most 4,000 characters"),
        ("x" * 1_000, "cannot be looked at|There is no pack"),
    ],
)
def test_addresses_that_are_refused(text: str, says: str) -> None:
    with pytest.raises((BadInput, NotFound), match=says) as caught:
        pack_source(text)
    assert "secret" not in str(caught.value.message)


def test_a_folder_is_read_in_place_and_a_state_of_it_is_cloned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "My Questions"
    root.mkdir()
    monkeypatch.chdir(tmp_path)
    assert pack_source("My Questions") == PackSource(PackKind.FOLDER, str(root), "", "my-questions")
    assert pack_source(f"{root}@v1") == PackSource(GIT, str(root), "v1", "my-questions")
    with_at = tmp_path / "a@b"
    with_at.mkdir()
    assert pack_source("a@b") == PackSource(PackKind.FOLDER, str(with_at), "", "a-b")
    subprocess.run(["git", "init", "--quiet", "--bare", "bare.git"], check=True)
    assert pack_source("bare.git") == PackSource(GIT, str(tmp_path / "bare.git"), "", "bare")
    (tmp_path / "file.yaml").write_text("x")
    with pytest.raises(BadInput, match="is not a folder"):
        pack_source("file.yaml")
    with pytest.raises(NotFound, match="There is no pack at 'nothing-here'"):
        pack_source("nothing-here")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages, one of which offers packs and ends the process when it is imported."""
    site = tmp_path / "site"
    package = site / "foreign"
    write_bank(package / "inner")
    for folder in (package, package / "inner"):
        (folder / "__init__.py").write_text("raise SystemExit('imported')\n")
    (site / "single.py").write_text("raise SystemExit('imported')\n")
    info = site / "Foreign_Questions-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: Foreign_Questions\nVersion: 1.0\n")
    points = "graph-pack = foreign.inner\nlost = foreign.nowhere.deep\nnone = no_such_module\nalone = single\n"
    points += "bad = not valid!\n"
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{points}")
    monkeypatch.syspath_prepend(str(site))
    return site


def test_a_package_is_found_without_importing_it(site: Path) -> None:
    assert package_folder("graph-pack") == site / "foreign" / "inner"
    assert package_folder("alone") == site
    assert "foreign" not in sys.modules
    assert pack_source("graph-pack") == PackSource(PackKind.PACKAGE, "graph-pack", "", "graph-pack")


@pytest.mark.parametrize("name", ["lost", "none", "bad", "unheard-of"])
def test_a_package_that_is_not_there(name: str, site: Path) -> None:
    with pytest.raises(NotFound):
        package_folder(name)


def test_a_package_is_also_known_by_its_own_name(site: Path) -> None:
    info = site / "Foreign_Questions-1.0.dist-info"
    (info / "entry_points.txt").write_text(f"[{GROUP}]\ngraph-pack = foreign.inner\n")
    assert pack_source("foreign-questions").source == "graph-pack"
    with pytest.raises(NotFound) as caught:
        pack_source("graph-pak")
    assert caught.value.why == "Did you mean the package graph-pack?"


def test_the_place_of_a_package(site: Path, registry: PackRegistry) -> None:
    pack = Pack(name="graphs", kind=PackKind.PACKAGE, source="graph-pack")
    assert registry.place(pack) == site / "foreign" / "inner"
