"""What may be set about a server, and which database is meant."""

from pathlib import Path

import pytest

from coach.errors import BadSettings
from coach.settings import (
    TokenAlgorithm,
    history_file,
    load_paths,
    load_settings,
    load_token_secret,
    server_history_file,
)
from coach.settings.loading import environment_problems, file_problems


@pytest.mark.parametrize(
    ("variable", "text", "dotted", "value"),
    [
        ("JWT_ALGORITHM", "ES256", "server.algorithm", TokenAlgorithm.ES256),
        ("USE_MOCK_AUTH", "true", "server.mock_auth", True),
        ("USE_MOCK_AUTH", "false", "server.mock_auth", False),
        ("COACH_SERVER_HOST", "0.0.0.0", "server.host", "0.0.0.0"),  # noqa: S104  # only read
        ("COACH_SERVER_HOST", "::1", "server.host", "::1"),
        ("COACH_SERVER_HOSTS", "Practice.Example, 10.0.0.7,", "server.hosts", "practice.example, 10.0.0.7"),
        ("COACH_SERVER_ORIGINS", "https://A.example,http://b:81", "server.origins", "https://a.example, http://b:81"),
        ("COACH_SERVER_PUBLIC_KEY", "/srv/key.pem", "server.public_key", Path("/srv/key.pem")),
        ("COACH_SERVER_REQUESTS_PER_MINUTE", "60", "server.requests_per_minute", 60),
        ("COACH_STORAGE_KEEP_DAYS", "365", "storage.keep_days", 365),
    ],
)
def test_variables(monkeypatch: pytest.MonkeyPatch, variable: str, text: str, dotted: str, value: object) -> None:
    monkeypatch.setenv(variable, text)
    settings = load_settings()
    assert settings.value(dotted) == value
    assert settings.sources[dotted] == variable


def test_lists_are_read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().server.host_names == load_settings().server.web_origins == ()
    monkeypatch.setenv("COACH_SERVER_HOSTS", "a,b.example")
    monkeypatch.setenv("COACH_SERVER_ORIGINS", "https://a.example")
    server = load_settings().server
    assert (server.host_names, server.web_origins) == (("a", "b.example"), ("https://a.example",))


@pytest.mark.parametrize(
    ("variable", "text", "problem"),
    [
        ("JWT_ALGORITHM", "none", "must be one of HS256, HS384, HS512, RS256, ES256"),
        ("JWT_ALGORITHM", "hs256", "must be one of"),
        ("USE_MOCK_AUTH", "perhaps", "must be true or false"),
        ("COACH_SERVER_PORT", "65536", "must be at most 65535"),
        ("COACH_SERVER_HOST", "a b", "must be the name or address of a host"),
        ("COACH_SERVER_HOST", "localhost:8000", "must be the name or address of a host"),
        ("COACH_SERVER_HOSTS", ",", "is empty"),
        ("COACH_SERVER_HOSTS", "*", "must be the name or address of a host"),
        ("COACH_SERVER_ORIGINS", "*", "must be web origins"),
        ("COACH_SERVER_ORIGINS", "https://a.example/", "must be web origins"),
        ("COACH_SERVER_ORIGINS", "https://me:pw@a.example", "must be web origins"),
        ("COACH_SERVER_ORIGINS", "ftp://a.example", "must be web origins"),
        ("COACH_SERVER_ORIGINS", "http://[a", "must be web origins"),
        ("COACH_SERVER_PUBLIC_KEY", "key.pem", "must be an absolute path"),
        ("COACH_SERVER_JWKS_URL", "https://me:pw@a.example", "must not hold a password"),
        ("COACH_STORAGE_KEEP_DAYS", "0", "must be at least 1"),
    ],
)
def test_wrong_values_are_refused(monkeypatch: pytest.MonkeyPatch, variable: str, text: str, problem: str) -> None:
    monkeypatch.setenv(variable, text)
    (found,) = environment_problems()
    assert found.message.startswith(variable)
    assert problem in found.message


def test_a_project_says_nothing_about_a_server(tmp_path: Path) -> None:
    path = tmp_path / "coach.toml"
    path.write_text("[server]\nmock_auth = true\n")
    (problem,) = file_problems(path)
    assert "may set the interview section only" in problem.message


def test_the_secret_is_no_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[server]\njwt_secret = "s3cret"\npublic_kee = "/k"\n')
    secret, typo = file_problems(path)
    assert "never settings" in secret.message
    assert "JWT_SECRET_KEY" in secret.fix
    assert "s3cret" not in secret.message
    assert 'Did you mean "public_key"?' in typo.message
    assert load_token_secret() == ""
    monkeypatch.setenv("JWT_SECRET_KEY", " s3cret\n")
    assert load_token_secret() == "s3cret"


# -- databases --------------------------------------------------------------------------------------------------------


def test_without_anything_the_history_is_the_terminals() -> None:
    paths = load_paths()
    blank = {"COACH_DATABASE_URL": "", "DATABASE_URL": " ", "REDIS_URL": ""}
    assert history_file(paths) == server_history_file(paths) == server_history_file(paths, blank) == paths.database


def test_another_history_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    paths = load_paths()
    shared = {"DATABASE_URL": "sqlite:////srv/coach/team.db"}
    assert server_history_file(paths, shared) == Path("/srv/coach/team.db")
    # It is often there for other programs, which the terminal has nothing to do with.
    assert history_file(paths, shared) == paths.database
    own = {**shared, "COACH_DATABASE_URL": "sqlite:///~/own.db"}
    assert history_file(paths, own) == server_history_file(paths, own) == Path.home() / "own.db"
    monkeypatch.chdir(tmp_path)
    assert server_history_file(paths, {"DATABASE_URL": "sqlite:///here.db"}) == tmp_path / "here.db"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("postgresql://me:s3cret@db/coach", "names a database of the kind postgresql"),
        ("postgresql+asyncpg://me:s3cret@db/coach", "names a database of the kind postgresql"),
        ("mysql://me:s3cret@db/coach", "names a database of the kind mysql"),
        ("sqlite+aiosqlite:////srv/s3cret.db", "names a database of the kind sqlite"),
        ("sqlite://", "names a database of the kind sqlite"),
        ("sqlite:///", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:////srv/a.db?key=s3cret", "has options"),
        ("sqlite:////srv/a\0s3cret", "has options"),
        ("sqlite:///~nobody-of-that-name/s3cret", "leads nowhere"),
        ("/srv/s3cret.db", "is not the address of a database"),
        ("s3cret", "is not the address of a database"),
        ("S3cret://x", "is not the address of a database"),
    ],
)
@pytest.mark.parametrize("variable", ["COACH_DATABASE_URL", "DATABASE_URL"])
def test_other_databases_are_refused_without_a_word_of_their_address(variable: str, url: str, problem: str) -> None:
    with pytest.raises(BadSettings, match=problem) as caught:
        server_history_file(load_paths(), {variable: url})
    error = caught.value
    assert error.message.startswith(f"{variable}  ")
    assert "s3cret" not in f"{error.message}{error.why}{error.fix}".lower()
    assert error.__cause__ is None


def test_redis_is_refused() -> None:
    with pytest.raises(BadSettings, match="REDIS_URL  is set") as caught:
        server_history_file(load_paths(), {"REDIS_URL": "redis://:s3cret@cache/0"})
    assert "s3cret" not in f"{caught.value.message}{caught.value.why}{caught.value.fix}"
