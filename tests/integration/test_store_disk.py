"""A disk that is full, or refuses to write: nothing acknowledged is lost, and the file stays whole."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach.errors import StoreError
from tests.contract import session_store_values as values
from tests.integration.test_store_faults import assert_clear, integrity, open_store

ROOT = Path(__file__).parents[2]


async def fill(folder: Path, filler: Callable[[], None]) -> tuple[dict[str, int], StoreError]:
    """Save until the disk is full: versions acknowledged, and the complaint."""
    store = open_store(folder)
    acknowledged = {}
    for number in range(2000):
        session_id = f"f{number}"
        try:
            session = await store.save(None, values.full_session(session_id), values.log(session_id, 20))
            acknowledged[session_id] = session.version
            session = await store.save(session, session.replace(elapsed=7.0))
            acknowledged[session_id] = session.version
        except StoreError as error:
            filler()
            for known, version in acknowledged.items():
                assert (await store.load(known)).version == version
            await store.close()
            return acknowledged, error
    pytest.fail("the disk never filled up")


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MiB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a small disk")
    options = ["-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", str(folder)]
    if subprocess.run([mount, *options], capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    # Lazily: an error that is still being shown may hold a store, and that its files.
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


async def test_a_full_disk_loses_nothing_acknowledged(tiny_disk: Path) -> None:
    ballast = tiny_disk / "ballast"
    ballast.write_bytes(bytes(300_000))
    acknowledged, error = await fill(tiny_disk, lambda: None)
    assert "full" in error.message
    assert_clear(error, tiny_disk / "history.db")
    assert integrity(tiny_disk / "history.db") == "ok"

    ballast.unlink()
    store = open_store(tiny_disk)
    assert (await store.save(None, values.session("after"))).version == 1
    assert len(await store.sessions(limit=10_000)) == len(acknowledged) + 1
    await store.close()


async def test_a_disk_too_full_to_begin(tiny_disk: Path) -> None:
    (tiny_disk / "ballast").write_bytes(bytes(1_000_000))
    store = open_store(tiny_disk)
    with pytest.raises(StoreError) as caught:
        await store.save(None, values.full_session())
    assert_clear(caught.value, tiny_disk / "history.db")
    (tiny_disk / "ballast").unlink()
    assert (await store.save(None, values.full_session())).version == 1
    await store.close()


LIMITED = """
import asyncio, resource, sys
from pathlib import Path
from tests.integration import test_store_disk as here

folder, limit = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
lift = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
acknowledged, error = asyncio.run(here.fill(folder, lift))
here.assert_clear(error, folder / "history.db")
assert here.integrity(folder / "history.db") == "ok"
print(len(acknowledged))
"""


@pytest.mark.parametrize("limit", [70_000, 100_001, 131_072, 200_000])
def test_a_write_refused_by_the_system_loses_nothing_acknowledged(tmp_path: Path, limit: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path), str(limit)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 0
