"""Precedence, sources, and what each layer may say."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from coach.domain.enums import CompanyType, DifficultyLevel, ProgrammingLanguage, Seniority
from coach.domain.requests import CreateInterviewRequest
from coach.domain.session import Preferences
from coach.errors import BadSettings
from coach.settings import ModelProvider, RunnerChoice, Settings, load_paths, load_settings
from coach.settings.faults import OTHER_NAMES
from coach.settings.loading import file_problems
from coach.settings.model import InterviewSection, dotted_names, section_fields


@pytest.fixture
def cwd(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def user_file(text: str) -> Path:
    path = load_paths().config_file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_anything_the_defaults_hold(cwd: Path) -> None:
    settings = load_settings(cwd=cwd)
    assert settings == Settings(sources=dict.fromkeys(dotted_names(), "default"))
    assert settings.interview.language is ProgrammingLanguage.PYTHON
    assert settings.sandbox.runner is RunnerChoice.AUTO
    assert settings.model.provider is None


def test_each_layer_outranks_the_ones_below(cwd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = user_file(
        '[interview]\ncompany = "fintech"\nrole = "data"\nminutes = 10\nquestions = 2\n[sandbox]\nrunner = "docker"\n'
    )
    (cwd / "coach.toml").write_text('[interview]\ncompany = "gaming"\nrole = "sre"\nminutes = 20\n')
    monkeypatch.setenv("COACH_INTERVIEW_COMPANY", "startup")
    monkeypatch.setenv("COACH_INTERVIEW_ROLE", "ml")
    settings = load_settings({"interview.company": "healthcare", "interview.language": None}, cwd)
    interview = settings.interview
    assert (interview.company, interview.role) == (CompanyType.HEALTHCARE, "ml")
    assert (interview.minutes, interview.questions) == (20, 2)
    assert settings.sandbox.runner is RunnerChoice.DOCKER
    sources = settings.sources
    assert sources["interview.company"] == "flag"
    assert sources["interview.role"] == "COACH_INTERVIEW_ROLE"
    assert sources["interview.minutes"] == "coach.toml"
    assert sources["interview.questions"] == sources["sandbox.runner"] == str(user)
    assert sources["interview.language"] == "default"
    assert list(sources) == list(dotted_names())


@pytest.mark.parametrize(
    ("variable", "text", "dotted", "value"),
    [
        ("COACH_INTERVIEW_IDLE_MINUTES", "7", "interview.idle_minutes", 7),
        ("COACH_INTERVIEW_HINTS", "no", "interview.hints", False),
        ("COACH_INTERVIEW_DIFFICULTY", "hard", "interview.difficulty", DifficultyLevel.HARD),
        ("coach_interview_seniority", "staff", "interview.seniority", Seniority.STAFF),
        ("COACH_SANDBOX_RUNNER", "local", "sandbox.runner", RunnerChoice.LOCAL),
        ("COACH_EDITOR_COMMAND", "vim -n", "editor.command", "vim -n"),
        ("AI_MODEL_PROVIDER", "anthropic", "model.provider", ModelProvider.ANTHROPIC),
        ("AI_MODEL_NAME", "gpt-4", "model.name", "gpt-4"),
        ("OPENAI_BASE_URL", "http://localhost:11434/v1", "model.base_url", "http://localhost:11434/v1"),
        ("COACH_KEY_FILE", "/srv/key", "storage.key_file", Path("/srv/key")),
        ("COACH_STORAGE_KEY_FILE", "~/my key", "storage.key_file", None),
    ],
)
def test_variables(
    cwd: Path, monkeypatch: pytest.MonkeyPatch, variable: str, text: str, dotted: str, value: Any
) -> None:
    monkeypatch.setenv(variable, text)
    settings = load_settings(cwd=cwd)
    assert settings.value(dotted) == (value if value is not None else Path.home() / "my key")
    assert settings.sources[dotted] == variable.upper()


def test_our_variable_outranks_the_shared_one(cwd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_MODEL_PROVIDER", "somebody-elses")
    monkeypatch.setenv("COACH_MODEL_PROVIDER", "offline")
    settings = load_settings(cwd=cwd)
    assert settings.model.provider is ModelProvider.OFFLINE
    assert settings.sources["model.provider"] == "COACH_MODEL_PROVIDER"


@pytest.mark.parametrize("variable", ["OPENAI_BASE_URL", "AI_MODEL_NAME", "COACH_INTERVIEW_COMPANY", "COACH_KEY_FILE"])
def test_an_empty_variable_counts_as_unset(cwd: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "")
    assert set(load_settings(cwd=cwd).sources.values()) == {"default"}


@pytest.mark.parametrize(
    ("variable", "text", "message"),
    [
        (
            "COACH_INTERVIEW_COMPANY",
            "startpu",
            "COACH_INTERVIEW_COMPANY  interview.company – must be one of big_tech, startup, fintech, healthcare, "
            "ecommerce, enterprise, consulting, gaming, ai_lab, public_sector (did you mean startup?), "
            'not "startpu".',
        ),
        (
            "COACH_INTERVIEW_MINUTES",
            "x",
            'COACH_INTERVIEW_MINUTES  interview.minutes – must be a whole number, not "x".',
        ),
        (
            "COACH_INTERVIEW_DURATOIN",
            "3",
            'COACH_INTERVIEW_DURATOIN  interview.duratoin – unknown key. Did you mean "minutes"?',
        ),
        ("COACH_SANDBOX", "docker", "COACH_SANDBOX  names a whole section."),
        ("AI_MODEL_NAME", "\udcff", "AI_MODEL_NAME  model.name – must be text in UTF-8."),
        (
            "AI_MODEL_PROVIDER",
            "azure",
            "AI_MODEL_PROVIDER  model.provider – must be one of offline, openai, anthropic, recorded.",
        ),
        (
            "OPENAI_BASE_URL",
            "nowhere",
            "OPENAI_BASE_URL  model.base_url – must start with http:// or https:// and name a host.",
        ),
        (
            "OPENAI_BASE_URL",
            "https://me:s3cret@host/",
            "OPENAI_BASE_URL  model.base_url – must not hold a password; keys come from the environment.",
        ),
        ("OPENAI_BASE_URL", "http://host:port/", "OPENAI_BASE_URL  model.base_url – is not a web address."),
        (
            "COACH_KEY_FILE",
            "key",
            "COACH_KEY_FILE  storage.key_file – must be an absolute path, or start with ~/: "
            "elsewhere it would be another file.",
        ),
        (
            "COACH_EDITOR_COMMAND",
            "vim 'x",
            "COACH_EDITOR_COMMAND  editor.command – is not a command line: no closing quotation.",
        ),
    ],
)
def test_wrong_variables(cwd: Path, monkeypatch: pytest.MonkeyPatch, variable: str, text: str, message: str) -> None:
    monkeypatch.setenv(variable, text)
    with pytest.raises(BadSettings) as caught:
        load_settings(cwd=cwd)
    assert caught.value.message == message
    assert caught.value.fix
    assert caught.value.exit_code == 2


def test_variables_of_others_are_left_alone(cwd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COACH_SOAK", "COACH_DATABASE_URL", "INTERVIEW_COMPANY", "COACH_INTERVIEWS_X"):
        monkeypatch.setenv(name, "1")
    assert set(load_settings(cwd=cwd).sources.values()) == {"default"}


def test_a_wrong_flag_is_named(cwd: Path) -> None:
    with pytest.raises(
        BadSettings, match=r"^--idle-minutes  interview.idle_minutes – must be at most 1440, not 9999\.$"
    ):
        load_settings({"interview.idle_minutes": 9999}, cwd)


def test_settings_are_frozen(cwd: Path) -> None:
    with pytest.raises(ValidationError):
        load_settings(cwd=cwd).interview.__setattr__("role", "sre")


def test_without_a_current_folder_there_is_no_project_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert load_settings().interview.role == "backend"


@pytest.mark.parametrize("section", ["sandbox", "editor", "model", "storage"])
def test_a_project_may_set_the_interview_only(cwd: Path, section: str) -> None:
    (cwd / "coach.toml").write_text(f'# mine\n[{section}]\n{section_fields(section)[0]} = "x"\n')
    with pytest.raises(BadSettings) as caught:
        load_settings(cwd=cwd)
    error = caught.value
    assert error.message == f"coach.toml:2  {section} – a project's coach.toml may set the interview section only."
    assert "cloned" in error.why
    assert f"coach config set {section}." in error.fix


def test_more_than_one_problem_is_said(cwd: Path) -> None:
    (cwd / "coach.toml").write_text('[interview]\nminutes = 0\nhints = "perhaps"\n[sandbox]\nrunner = "x"\n')
    with pytest.raises(BadSettings) as caught:
        load_settings(cwd=cwd)
    assert "2 more problems; `coach config validate` lists them." in caught.value.why
    assert [problem.message.partition("  ")[0] for problem in file_problems(cwd / "coach.toml")] == [
        "coach.toml:4",
        "coach.toml:2",
        "coach.toml:3",
    ]


def test_the_limits_are_those_of_an_interview() -> None:
    """A setting that passes can always be asked of the service, and the other way round."""
    for values in ({"minutes": 480}, {"questions": 20}, {"minutes": 1}, {"questions": 1}, {"role": "a" * 40}):
        chosen = InterviewSection.model_validate(values)
        CreateInterviewRequest(user_id="x", time_limit=chosen.minutes, max_questions=chosen.questions, role=chosen.role)
    for minutes in (0, 481):
        for model, name in ((InterviewSection, "minutes"), (CreateInterviewRequest, "time_limit")):
            with pytest.raises(ValidationError, match=name):
                model.model_validate({"user_id": "x", name: minutes})
    defaults, request = InterviewSection(), CreateInterviewRequest(user_id="x")
    assert defaults.company is request.company_type
    assert defaults.type is request.interview_type
    assert (defaults.role, defaults.seniority) == (request.role, request.seniority)
    assert (defaults.difficulty, defaults.language) == (request.difficulty_level, request.language)
    assert (defaults.hints, defaults.idle_minutes) == (Preferences().allow_hints, Preferences().idle_minutes)


def test_other_names_lead_to_settings() -> None:
    assert set(OTHER_NAMES.values()) <= set(section_fields("interview"))
