"""What every Cipher does."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coach.errors import KeyLost
from coach.ports import Cipher
from coach.security.encryption import FieldCipher
from coach.security.keys import Passphrase

PLACE = "responses|s1/r1|payload"


@pytest.fixture(params=["key file", "passphrase"])
def cipher(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cipher]:
    source = Passphrase("four words in mind") if request.param == "passphrase" else tmp_path / "data.key"
    opened = FieldCipher(tmp_path / "keys.db", source)
    yield opened
    opened.close()


@pytest.mark.parametrize("plain", [b"", b"x", "größer 🙂".encode(), bytes(range(256)) * 4000], ids=len)
def test_what_is_sealed_opens(cipher: Cipher, plain: bytes) -> None:
    sealed = cipher.seal("kim", PLACE, plain)
    assert cipher.open("kim", PLACE, sealed) == plain
    assert plain == b"" or len(plain) == 1 or plain not in sealed


def test_the_same_text_never_looks_the_same(cipher: Cipher) -> None:
    assert len({cipher.seal("kim", PLACE, b"yes") for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("person", "place"), [("lee", PLACE), ("kim", "responses|s1/r2|payload"), ("kim", "attempts|s1/r1|payload")]
)
def test_what_was_moved_does_not_open(cipher: Cipher, person: str, place: str) -> None:
    sealed = cipher.seal("kim", PLACE, b"mine")
    cipher.seal("lee", PLACE, b"theirs")
    with pytest.raises(KeyLost):
        cipher.open(person, place, sealed)


def test_what_was_changed_does_not_open(cipher: Cipher) -> None:
    sealed = cipher.seal("kim", PLACE, b"mine")
    for position in range(len(sealed)):
        changed = sealed[:position] + bytes([sealed[position] ^ 1]) + sealed[position + 1 :]
        with pytest.raises(KeyLost):
            cipher.open("kim", PLACE, changed)
    for length in range(len(sealed)):
        with pytest.raises(KeyLost):
            cipher.open("kim", PLACE, sealed[:length])


def test_a_stranger_has_no_key(cipher: Cipher) -> None:
    with pytest.raises(KeyLost) as caught:
        cipher.open("nobody", PLACE, b"\x01" + bytes(40))
    assert "nobody" in caught.value.message
    assert caught.value.fix


def test_forgetting_is_for_ever_and_for_one(cipher: Cipher) -> None:
    mine, theirs = cipher.seal("kim", PLACE, b"mine"), cipher.seal("lee", PLACE, b"theirs")
    cipher.forget("kim")
    cipher.forget("kim")
    with pytest.raises(KeyLost):
        cipher.open("kim", PLACE, mine)
    again = cipher.seal("kim", PLACE, b"again")
    with pytest.raises(KeyLost):
        cipher.open("kim", PLACE, mine)
    assert cipher.open("kim", PLACE, again) == b"again"
    assert cipher.open("lee", PLACE, theirs) == b"theirs"


def test_forgetting_a_stranger_is_fine(cipher: Cipher) -> None:
    cipher.forget("nobody")


def test_people_may_have_any_name(cipher: Cipher) -> None:
    for person in ("", "kim|lee", "ö 🙂\n", "x" * 10_000):
        assert cipher.open(person, PLACE, cipher.seal(person, PLACE, b"mine")) == b"mine"


def test_threads_share_one_cipher(cipher: Cipher) -> None:
    start = threading.Barrier(8)

    def work(number: int) -> bool:
        start.wait()
        person = f"p{number % 3}"
        sealed = [cipher.seal(person, PLACE, b"%d" % turn) for turn in range(20)]
        return [cipher.open(person, PLACE, each) for each in sealed] == [b"%d" % turn for turn in range(20)]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_a_mark_stays_as_long_as_the_key(cipher: Cipher) -> None:
    with pytest.raises(KeyLost):
        cipher.mark("kim")
    assert cipher.mark_now("kim") is None
    cipher.seal("kim", PLACE, b"mine")
    cipher.seal("lee", PLACE, b"theirs")
    mark = cipher.mark("kim")
    assert cipher.mark("kim") == cipher.mark_now("kim") == mark != cipher.mark("lee")
    cipher.forget("kim")
    assert cipher.mark_now("kim") is None
    with pytest.raises(KeyLost):
        cipher.mark("kim")
    cipher.seal("kim", PLACE, b"again")
    assert cipher.mark("kim") not in (mark, cipher.mark("lee"))
