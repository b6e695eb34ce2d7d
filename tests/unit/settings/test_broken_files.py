"""Files that people break, as one sentence each: which file, which line, what is wrong, and nothing changed."""

import os
import time
from pathlib import Path

import pytest

from coach.errors import BadSettings
from coach.settings import load_paths, load_settings
from coach.settings.loading import file_problems
from coach.settings.toml_file import MAX_BYTES, key_line, read_toml

CORPUS: dict[str, tuple[bytes, str]] = {
    "unknown key": (
        b"[interview]\n\nduratoin = 3\n",
        'coach.toml:3  interview.duratoin – unknown key. Did you mean "minutes"?',
    ),
    "misspelt key": (
        b"[interview]\nminuts = 3\n",
        'coach.toml:2  interview.minuts – unknown key. Did you mean "minutes"?',
    ),
    "key of the Python API": (
        b'[interview]\ncompany_type = "startup"\n',
        'coach.toml:2  interview.company_type – unknown key. Did you mean "company"?',
    ),
    "key like nothing": (
        b"[interview]\nzzz = 3\n",
        "coach.toml:2  interview.zzz – unknown key. Known here: company, role, seniority,",
    ),
    "key without its section": (b"minutes = 3\n", "coach.toml:1  minutes – a project's coach.toml may set"),
    "key of another section": (
        b'[interview]\nrunner = "docker"\n',
        'coach.toml:2  interview.runner – unknown key. Did you mean "sandbox.runner"?',
    ),
    "unknown section": (b"[interwiev]\n", "coach.toml:1  interwiev – a project's coach.toml may set"),
    "a secret": (
        b'[interview]\napi_key = "sk-123"\n',
        "coach.toml:2  interview.api_key – keys and passwords are never settings.",
    ),
    "not a number": (
        b'[interview]\nminutes = "ten"\n',
        'coach.toml:2  interview.minutes – must be a whole number, not "ten".',
    ),
    "a fraction": (
        b"[interview]\nminutes = 4.5\n",
        "coach.toml:2  interview.minutes – must be a whole number, not 4.5.",
    ),
    "a truth value for a number": (
        b"[interview]\nminutes = true\n",
        "coach.toml:2  interview.minutes – must be a whole number.",
    ),
    "infinity": (b"[interview]\nminutes = inf\n", "coach.toml:2  interview.minutes – must be a whole number, not inf."),
    "too small": (b"[interview]\nquestions = 0\n", "coach.toml:2  interview.questions – must be at least 1, not 0."),
    "too large": (b"[interview]\nminutes = 481\n", "coach.toml:2  interview.minutes – must be at most 480, not 481."),
    "absurdly large": (
        b"[interview]\nminutes = 1" + b"0" * 30 + b"\n",
        "coach.toml:2  interview.minutes – must be at most 480, not 1000000",
    ),
    "more digits than Python reads": (
        b"[interview]\nminutes = " + b"9" * 5000 + b"\n",
        "coach.toml:2 – is too long a line",
    ),
    "a list for a number": (
        b"[interview]\nminutes = [1]\n",
        "coach.toml:2  interview.minutes – must be a whole number.",
    ),
    "not an option": (
        b'[interview]\nlanguage = "pyton"\n',
        'java, cpp, go, rust (did you mean python?), not "pyton".',
    ),
    "a date for an option": (
        b"[interview]\nlanguage = 2026-01-01\n",
        "coach.toml:2  interview.language – must be one of python",
    ),
    "neither true nor false": (
        b'[interview]\nhints = "maybe"\n',
        'coach.toml:2  interview.hints – must be true or false, not "maybe".',
    ),
    "a role with spaces": (
        b'[interview]\nrole = "Back End"\n',
        "coach.toml:2  interview.role – must be lower case letters, digits, - and _,",
    ),
    "a role that is too long": (
        b'[interview]\nrole = "' + b"a" * 41 + b'"\n',
        "coach.toml:2  interview.role – must have at most 40 characters,",
    ),
    "a number for a text": (
        b"[interview]\nrole = 5\n",
        "coach.toml:2  interview.role – must be a text in quotes, not 5.",
    ),
    "a text for a section": (
        b'interview = "mixed"\n',
        "coach.toml:1  interview – must be a section, written [interview],",
    ),
    "a list of sections": (
        b"[[interview]]\nminutes = 3\n",
        "coach.toml:1  interview – must be a section, written [interview].",
    ),
    "an inline table": (
        b"# x\ninterview = {minuts = 3}\n",
        'coach.toml:2  interview.minuts – unknown key. Did you mean "minutes"?',
    ),
    "dotted keys": (b'interview.role = "x"\ninterview.minuts = 3\n', "coach.toml:2  interview.minuts – unknown key."),
    "control characters": (b'[interview]\nlanguage = "\\u001b[31mred"\n', 'not "\\x1b[31mred".'),
    "markup": (b'[interview]\n"[red]x[/]" = 1\n', 'interview."[red]x[/]" – unknown key.'),
    "no value": (b"[interview]\nminutes =\n", "coach.toml:2 – is not valid TOML:"),
    "no quotes": (b"[interview]\ncompany = startup\n", "coach.toml:2 – is not valid TOML:"),
    "YAML": (b"interview:\n  minutes: 3\n", "coach.toml:1 – is not valid TOML:"),
    "JSON": (b'{"interview": {"minutes": 3}}\n', "coach.toml:1 – is not valid TOML:"),
    "an unclosed text": (b'[interview]\nrole = "x\n', "coach.toml:2 – is not valid TOML:"),
    "an unclosed section": (b"[interview\nminutes = 3\n", "coach.toml:1 – is not valid TOML:"),
    "cut off": (b"[interview]\nrole = '''x\n", "coach.toml:3 – is not valid TOML:"),
    "the same key twice": (b"[interview]\nminutes = 3\nminutes = 4\n", "coach.toml:3 – is not valid TOML:"),
    "the same section twice": (b"[interview]\n[interview]\n", "coach.toml:2 – is not valid TOML:"),
    "NUL": (b"[interview]\nrole = '\0'\n", "coach.toml:2 – is not valid TOML:"),
    "Latin-1": ("[interview]\n# schön\n".encode("latin-1"), "coach.toml:2 – is not UTF-8 text (byte 18)."),
    "UTF-16": ("[interview]\n".encode("utf-16"), "coach.toml:1 – is not UTF-8 text (byte 1)."),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "coach.toml:1 – is not UTF-8 text (byte 1)."),
    "nested too deeply": (b"x = " + b"[\n" * 24_000, "coach.toml"),
    "too long a line": (
        b"\n" + b"a." * 20_000 + b"a = 1\n",
        "coach.toml:2 – is too long a line: 2,000 characters are allowed.",
    ),
    "as many dots as a line holds": (b"[interview]\n" + (b"a." * 990 + b"a = 1\n"), "interview.a – unknown key."),
    "thousands of wrong keys": (
        b"[interview]\n" + b"".join(b"k%d = 1\n" % number for number in range(5_000)),
        "coach.toml:2  interview.k0 – unknown key.",
    ),
    "too large a file": (b"# " + b"x" * MAX_BYTES, "coach.toml – is too large: 50,000 bytes are allowed."),
}


@pytest.mark.parametrize(("content", "message"), CORPUS.values(), ids=CORPUS.keys())
def test_a_broken_file_is_one_sentence(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "coach.toml"
    path.write_bytes(content)
    began = time.monotonic()
    with pytest.raises(BadSettings) as caught:
        load_settings(cwd=tmp_path)
    assert time.monotonic() - began < 2
    assert message in caught.value.message
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 300
    assert caught.value.fix
    assert "sk-123" not in caught.value.message
    assert path.read_bytes() == content


def test_a_file_may_hold_a_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    (tmp_path / "coach.toml").write_bytes(b"\xef\xbb\xbf[interview]\r\nminutes = 3\r\n")
    assert load_settings(cwd=tmp_path).interview.minutes == 3


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "coach.toml").mkdir()
    with pytest.raises(BadSettings, match=r"^coach\.toml – is a directory; settings are a text file\.$"):
        load_settings(cwd=tmp_path)


def test_nothing_waits_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "coach.toml")
    with pytest.raises(BadSettings, match="not an ordinary file"):
        load_settings(cwd=tmp_path)


def test_a_link_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "coach.toml").symlink_to("coach.toml")
    with pytest.raises(BadSettings, match=r"^coach\.toml – cannot be read: "):
        load_settings(cwd=tmp_path)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "coach.toml"
    path.touch()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BadSettings, match=r"^coach\.toml – cannot be read: Permission denied\.$") as caught:
        load_settings(cwd=tmp_path)
    assert str(path) in caught.value.fix


def test_the_users_file_is_named_in_full(tmp_path: Path) -> None:
    path = load_paths().config_file
    path.parent.mkdir(parents=True)
    path.write_text('[sandbox]\nruner = "local"\n')
    with pytest.raises(BadSettings) as caught:
        load_settings(cwd=tmp_path)
    assert caught.value.message == f'{path}:2  sandbox.runer – unknown key. Did you mean "runner"?'
    assert caught.value.fix == "coach config edit"


def test_in_the_users_file_a_forgotten_section_is_suggested(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("minutes = 3\n[interwiev]\n[zzz]\n")
    assert [problem.message for problem in file_problems(path)] == [
        f'{path}:1  minutes – unknown key. Did you mean "interview.minutes"?',
        f'{path}:2  interwiev – unknown key. Did you mean "interview"?',
        f"{path}:3  zzz – unknown key. Known here: interview, sandbox, editor, model, storage, display, server.",
    ]


def test_values_of_the_model_are_never_repeated(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[model]\nprovider = "sk-secret"\nname = ""\nbase_url = 5\n')
    problems = file_problems(path)
    assert len(problems) == 3
    assert not any("sk-secret" in problem.message for problem in problems)


def test_lines_are_counted_as_editors_do(tmp_path: Path) -> None:
    (tmp_path / "coach.toml").write_text("[interview]\n# \u2028 \x85\nminutes = 0\n", encoding="utf-8")
    with pytest.raises(BadSettings, match=r"^coach\.toml:3  interview\.minutes"):
        load_settings(cwd=tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[editor]\ncommand = " "\n', "editor.command – is empty."),
        ('[storage]\nkey_file = "~nobody-of-that-name/key"\n', "starts with ~, and there is no home folder"),
        ("[storage]\nkey_file = 5\n", "storage.key_file – must be a text in quotes"),
        ('[storage]\nkey_flie = "/x"\n', 'storage.key_flie – unknown key. Did you mean "key_file"?'),
        ('[model]\nOPENAI_API_KEY = "sk-1"\n', "model.OPENAI_API_KEY – keys and passwords are never settings."),
        ("[model]\nname = []\n", "model.name – must be a text in quotes."),
    ],
)
def test_other_sections(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(content)
    (problem,) = file_problems(path)
    assert message in problem.message
    assert problem.message.startswith(f"{path}:2  ")


@pytest.mark.parametrize(("name", "ending"), [("coach.toml", "interview"), ("config.toml", "interview")])
def test_validating_a_good_file(tmp_path: Path, name: str, ending: str) -> None:
    (tmp_path / name).write_text(f"[{ending}]\nminutes = 3\n")
    assert file_problems(tmp_path / name) == []


def test_validating_a_file_that_is_not_there_or_not_toml(tmp_path: Path) -> None:
    assert "there is no such file" in file_problems(tmp_path / "none.toml")[0].message
    (tmp_path / "x.toml").write_text("=")
    assert "is not valid TOML" in file_problems(tmp_path / "x.toml")[0].message


def test_a_missing_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert read_toml(tmp_path / "none", "none") is None
    assert read_toml(tmp_path / "file" / "below", "below") is None


LINES = '''\
# interview.minutes = 1
interview.role = "x"
"""not a key = 1
[sandbox]  # runner = 2
text = """
runner = 3
"""
'runner' = "docker"
[ interview . deep ]
a.b = 1
x = {minutes = 3}
'''


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("interview", "role"), 2),
        (("interview", "minutes"), None),
        (("sandbox",), 4),
        (("sandbox", "runner"), 8),
        (("interview", "deep", "a"), 10),
        (("interview", "deep", "x", "minutes"), 11),
        (("interview", "deep", "y"), 9),
        (("nowhere",), None),
    ],
)
def test_the_line_of_a_key(keys: tuple[str, ...], line: int | None) -> None:
    assert key_line(LINES, keys) == line
