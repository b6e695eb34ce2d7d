"""Folders and archives of somebody else's making, harmless ones and others."""

import os
import stat
import zipfile
from pathlib import Path

import pytest

from coach.bank.importers import package as package_module
from coach.bank.importers.package import open_package
from coach.errors import ContentError, NotFound


def archive(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in files.items():
            target.writestr(name, text)
    return path


def test_a_folder_and_its_archive_hold_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "sum"
    (folder / "data").mkdir(parents=True)
    (folder / "problem.yaml").write_text("name: Sum\n")
    (folder / "data" / "1.in").write_text("1 2\r\n", newline="")
    packed = archive(tmp_path / "sum.kpp", {"sum/problem.yaml": "name: Sum\n", "sum/data/1.in": "1 2\r\n"})
    for path in (folder, packed):
        package = open_package(path)
        assert package.name == "sum"
        assert package.sizes == {"problem.yaml": 10, "data/1.in": 5}
        assert package.text("data/1.in") == "1 2\n"
        assert package.yaml("problem.yaml").data == {"name": "Sum"}
        assert package.below("data") == ("data/1.in",)


def test_an_archive_without_a_folder_of_its_own(tmp_path: Path) -> None:
    package = open_package(archive(tmp_path / "sum.zip", {"problem.yaml": "name: Sum\n", "data/1.in": "1\n"}))
    assert set(package.sizes) == {"problem.yaml", "data/1.in"}


def test_hidden_files_count_as_absent_and_odd_names_are_said(tmp_path: Path) -> None:
    for name in (".git", "-draft", "my case.in", "good.in"):
        (tmp_path / name).write_text("x")
    package = open_package(tmp_path)
    assert set(package.sizes) == {"good.in"}
    assert package.left_out == [
        "-draft: has a name that the format does not allow",
        "my case.in: has a name that the format does not allow",
    ]


def test_links_inside_are_read_and_links_out_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "sum"
    (folder / "data").mkdir(parents=True)
    (folder / "1.in").write_text("1\n")
    (folder / "2.in").symlink_to("1.in")
    (folder / "more").symlink_to(folder / "data")
    package = open_package(folder)
    assert package.text("2.in") == "1\n"
    assert package.left_out == ["more: is a link to a folder"]
    (tmp_path / "secret").write_text("s")
    (folder / "3.in").symlink_to(tmp_path / "secret")
    with pytest.raises(ContentError, match=r"3\.in – is a link out of the package"):
        open_package(folder)


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "1.in").symlink_to(tmp_path / "gone")
    with pytest.raises(ContentError, match=r"1\.in – is a link to nothing"):
        open_package(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.in")
    package = open_package(tmp_path)
    assert package.left_out == ["1.in: is not a regular file"]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "problem.yaml").open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(ContentError, match="is larger than 1,000,000 bytes"):
        open_package(tmp_path).yaml("problem.yaml")


@pytest.mark.parametrize("name", ["../evil", "sum/../../evil", "/etc/evil", "sum\\..\\evil", "C:/evil"])
def test_an_archive_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError, match="leads out of the package"):
        open_package(archive(tmp_path / "sum.zip", {"problem.yaml": "", name: "x"}))


def test_a_link_in_an_archive_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "sum.zip"
    link = zipfile.ZipInfo("passwords.in")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("problem.yaml", "name: Sum\n")
        target.writestr(link, "/etc/passwd")
    package = open_package(path)
    assert set(package.sizes) == {"problem.yaml"}
    assert package.left_out == ["passwords.in: is a link in an archive; its target is not followed"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target, target.open("zeros", "w") as stream:
        for _ in range(270):
            stream.write(b"\0" * 1_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ContentError, match="unpacks to 270,000,000 bytes"):
        open_package(path)


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    path = archive(tmp_path / "sum.zip", {"problem.yaml": "name: Sum\n" * 1000})
    raw = path.read_bytes()
    path.write_bytes(raw.replace((10_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    package = open_package(path)
    with pytest.raises(ContentError, match="is damaged in the archive"):
        package.text("problem.yaml")


def test_damaged_bytes_are_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "sum.zip", {"problem.yaml": "name: Sum of all that there is\n" * 9})
    raw = bytearray(path.read_bytes())
    raw[45:60] = b"\xff" * 15
    path.write_bytes(raw)
    with pytest.raises(ContentError, match=r"damaged in the archive|cannot be unpacked"):
        open_package(path).text("problem.yaml")


def test_too_many_files_are_not_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "MAX_FILES", 2)
    path = archive(tmp_path / "sum.zip", {str(number): "" for number in range(3)})
    with pytest.raises(ContentError, match="holds more than 2 files"):
        open_package(path)
    monkeypatch.setattr(package_module, "MAX_DIRECTORY_BYTES", 20)
    with pytest.raises(ContentError, match="lists too many files"):
        open_package(path)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3):
        (folder / str(number)).touch()
    with pytest.raises(ContentError, match="holds more than 2 files"):
        open_package(folder)


def test_an_archive_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    with path.open("wb") as stream:
        stream.truncate(300_000_000)
    with pytest.raises(ContentError, match="is larger than 256,000,000 bytes"):
        open_package(path)


def test_an_encrypted_file_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "sum.zip", {"problem.yaml": "x"})
    raw = path.read_bytes()
    at = raw.rindex(b"PK\x01\x02")
    path.write_bytes(raw[: at + 8] + b"\x01" + raw[at + 9 :])
    with pytest.raises(ContentError, match="is encrypted"):
        open_package(path)


@pytest.mark.parametrize(("name", "text"), [("a.zip", "no archive"), ("a.txt", "text")])
def test_other_files_are_no_packages(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ContentError, match=r"is not a zip archive|neither a package nor an archive"):
        open_package(tmp_path / name)


def test_an_archive_cut_in_the_middle(tmp_path: Path) -> None:
    path = archive(tmp_path / "sum.zip", {"problem.yaml": "x" * 500})
    path.write_bytes(path.read_bytes()[40:])
    with pytest.raises(ContentError, match=r"sum\.zip"):
        open_package(path).text("problem.yaml")


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no"):
        open_package(tmp_path / "gone")


def test_text_that_is_no_utf_8(tmp_path: Path) -> None:
    (tmp_path / "problem.yaml").write_bytes(b"name: \xff\xfe\n")
    with pytest.raises(ContentError, match="is not UTF-8 text"):
        open_package(tmp_path).text("problem.yaml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"problem\.yaml – is missing"):
        open_package(tmp_path).text("problem.yaml")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_deflate_is_unpacked(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "sum.zip", "w", method) as target:
        target.writestr("problem.yaml", "name: Sum\n")
    with pytest.raises(ContentError, match="is compressed in a way that is not read here"):
        open_package(tmp_path / "sum.zip")


def test_a_signature_inside_the_last_record_hides_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path / "sum.zip", {"problem.yaml": "name: Sum\n"})
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x05\x06")
    raw[at + 12 : at + 16] = (9_000_000).to_bytes(4, "little")
    raw[at + 20 : at + 22] = (30).to_bytes(2, "little")
    path.write_bytes(raw + b"PK\x05\x06" + b"\0" * 26)
    with pytest.raises(ContentError, match="lists too many files"):
        open_package(path)


def test_another_json_is_no_package(tmp_path: Path) -> None:
    for name in ("canonical-data.json", "other.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(ContentError, match="neither a package nor an archive"):
        open_package(tmp_path / "other.json")
