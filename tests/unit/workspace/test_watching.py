"""A file is watched while editors do to it what editors do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from coach.errors import StoreError
from coach.workspace import watching
from coach.workspace.watching import needs_polling, watch

PATIENCE = 20.0


class Watcher:
    """What one watch has given so far."""

    def __init__(self) -> None:
        self.saves: asyncio.Queue[str] = asyncio.Queue()
        self.told: asyncio.Queue[str] = asyncio.Queue()

    async def next(self) -> str:
        return await asyncio.wait_for(self.saves.get(), PATIENCE)

    async def next_told(self) -> str:
        return await asyncio.wait_for(self.told.get(), PATIENCE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Lösung 1.py"
    path.write_text("begun\n")
    return path


@asynccontextmanager
async def watched(path: Path, polling: bool | None) -> AsyncIterator[Watcher]:
    watcher = Watcher()

    async def follow() -> None:
        async for text in watch(path, watcher.told.put_nowait, polling=polling):
            watcher.saves.put_nowait(text)

    async def begun() -> None:
        # The first save that is seen says that watching has begun; those before it count for the beginning.
        for number in range(1000):
            path.write_text(f"warm {number}\n")
            await asyncio.sleep(0.05)
            if not watcher.saves.empty():
                return

    task = asyncio.create_task(follow())
    try:
        await asyncio.wait_for(begun(), PATIENCE)
        last = path.read_text()
        while await watcher.next() != last:
            pass
        yield watcher
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


both = pytest.mark.parametrize("polling", [False, True], ids=["notices", "polling"])


def in_place(path: Path, text: str) -> None:
    path.write_text(text)


def renamed_over(path: Path, text: str) -> None:
    fresh = path.with_name(".fresh")
    fresh.write_text(text)
    fresh.replace(path)


def moved_away_first(path: Path, text: str) -> None:
    path.replace(path.with_name(path.name + "~"))
    path.write_text(text)


def deleted_first(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text)


@both
@pytest.mark.parametrize("save", [in_place, renamed_over, moved_away_first, deleted_first])
async def test_every_way_to_save(path: Path, save: Callable[[Path, str], None], polling: bool) -> None:
    async with watched(path, polling) as watcher:
        for text in ("one = 1\n", "zwei = 'ü'\n"):
            save(path, text)
            assert await watcher.next() == text
        assert watcher.told.empty()


@both
async def test_a_file_that_goes_is_told_and_watched_for(path: Path, polling: bool) -> None:
    async with watched(path, polling) as watcher:
        path.unlink()
        assert await watcher.next_told() == "Lösung 1.py is not there. Save it there again."
        path.write_text("again\n")
        assert await watcher.next() == "again\n"
        assert watcher.told.empty()


@both
@pytest.mark.parametrize(
    ("raw", "why"), [(b"x" * 1_000_001, "is too long: 1,000,000 characters"), (b"a\n\xff\n", ":2 is not UTF-8 text")]
)
async def test_what_is_no_text_is_told_once(path: Path, raw: bytes, why: str, polling: bool) -> None:
    async with watched(path, polling) as watcher:
        path.write_bytes(raw)
        assert why in await watcher.next_told()
        path.write_text("mended\n")
        assert await watcher.next() == "mended\n"
        assert watcher.told.empty()


async def test_a_save_in_two_steps_is_one(path: Path) -> None:
    async with watched(path, polling=False) as watcher:
        path.write_text("")
        await asyncio.sleep(0.05)
        path.write_text("whole\n")
        assert await watcher.next() == "whole\n"
        assert watcher.saves.empty()


async def test_an_empty_file_is_a_save_too(path: Path) -> None:
    async with watched(path, polling=False) as watcher:
        path.write_text("")
        assert await watcher.next() == ""


async def test_other_files_in_the_folder_are_no_saves(path: Path) -> None:
    async with watched(path, polling=False) as watcher:
        path.with_name("notes.md").write_text("x")
        path.chmod(0o600)
        await asyncio.sleep(0.2)
        path.write_text("mine\n")
        assert await watcher.next() == "mine\n"


async def test_what_a_link_points_at(path: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "solution.py"
    link.symlink_to(path)
    async with watched(link, polling=False) as watcher:
        renamed_over(path, "behind the link\n")
        assert await watcher.next() == "behind the link\n"


@both
async def test_without_its_folder_nothing_is_watched(tmp_path: Path, polling: bool) -> None:
    folder = tmp_path / "session"
    folder.mkdir()
    path = folder / "a.py"
    path.write_text("x")

    async def follow() -> None:
        async for _ in watch(path, polling=polling):
            pass

    task = asyncio.create_task(follow())
    await asyncio.sleep(0.1)
    path.unlink()
    folder.rmdir()
    with pytest.raises(StoreError, match=r"a\.py is not watched any more"):
        await asyncio.wait_for(task, PATIENCE)


async def test_without_notices_to_be_had_it_is_looked_at(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: object, **__: object) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("watchfiles.awatch", exhausted)
    async with watched(path, polling=False) as watcher:
        path.write_text("seen all the same\n")
        assert await watcher.next() == "seen all the same\n"


MOUNTS = r"""
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 21 0:52 / /mnt/c rw,noatime - 9p drvfs rw,aname=drvfs;path=C:\
41 21 0:53 / /home/ada/my\040share rw - cifs //nas/share rw
42 41 8:2 / /home/ada/my\040share/disk rw - ext4 /dev/sdb1 rw
43 21 0:54 / /home/ada/far rw - fuse.sshfs ada@far: rw
"""


@pytest.mark.parametrize(
    ("path", "polls"),
    [
        ("/home/ada/a.py", False),
        ("/mnt/c/work/a.py", True),
        ("/mnt/cd/a.py", False),
        ("/home/ada/my share/a.py", True),
        ("/home/ada/my share/disk/a.py", False),
        ("/home/ada/far/a.py", True),
    ],
)
def test_where_notices_do_not_come(path: str, polls: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    monkeypatch.setattr(watching, "MOUNTS", mounts)
    assert needs_polling(Path(path)) is polls


def test_a_system_without_a_list_of_mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "MOUNTS", tmp_path / "none")
    assert not needs_polling(tmp_path)
