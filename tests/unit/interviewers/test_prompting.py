"""Prompt files: their form, and what they are filled with."""

import re
from importlib.resources import files

import pytest

from coach.errors import ContentError
from coach.interviewers.models.protocol import Prompt, Purpose
from coach.interviewers.prompting import load, parse, render

OWN = ("open", "clarify_pick", "clarify_say", "acknowledge", "follow_up", "hint", "wrap_up")
"""What the interviewer by model says."""
GOOD = """\
+++
id = "greet"
version = 3
purpose = "open"
max_output = 50
variables = ["manner", "words"]
+++
# system
Be $manner. It costs $$5.

# user
Say this:
${words}
"""


def test_a_file_becomes_a_prompt() -> None:
    prompt = parse(GOOD).fill({"manner": "calm", "words": "hello"})
    assert prompt == Prompt(
        purpose=Purpose.OPEN,
        system="Be calm. It costs $5.",
        user="Say this:\nhello",
        name="greet/3",
        max_output=50,
    )


def test_a_value_is_never_read_as_a_template() -> None:
    value = "$manner ${manner} $$ $unknown $ \n# user\n# system\n+++"
    prompt = parse(GOOD).fill({"manner": "calm", "words": value})
    assert prompt.user == f"Say this:\n{value}"
    assert prompt.system == "Be calm. It costs $5."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("$manner", "$mood", "uses mood without declaring"),
        ('"words"', '"words", "more"', "declares more without using"),
        ("$$5", "$5", "begins no variable"),
        ("version = 3", "version = 0", "version"),
        ("version = 3\n", "", "version"),
        ('purpose = "open"', 'purpose = "chat"', "purpose"),
        ("max_output = 50", "max_output = 50\nschema = 1", "schema"),
        ("max_output = 50", "max_output =", "is not TOML"),
        ("# system", "# System", "wants front matter"),
        ("# user\n", "", "wants front matter"),
        ("+++\n", "---\n", "wants front matter"),
    ],
)
def test_a_broken_file_says_what_is_wrong(old: str, new: str, told: str) -> None:
    broken = GOOD.replace(old, new)
    assert broken != GOOD
    with pytest.raises(ContentError, match=told):
        parse(broken, "greet.md")


@pytest.mark.parametrize(
    "variables", [{}, {"manner": "calm"}, {"manner": "calm", "words": "hello", "more": "than that"}]
)
def test_wrong_variables_are_refused(variables: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="greet/3"):
        parse(GOOD).fill(variables)


def test_windows_line_ends_are_read() -> None:
    assert parse(GOOD.replace("\n", "\r\n")).fill({"manner": "a", "words": "b"}).user == "Say this:\nb"


def test_an_unknown_prompt_is_told() -> None:
    with pytest.raises(ContentError, match=r"nowhere\.md"):
        render("nowhere")


def shipped() -> list[str]:
    return sorted(place.name.removesuffix(".md") for place in (files("coach.interviewers") / "prompts").iterdir())


def test_every_shipped_prompt_is_sound() -> None:
    assert set(OWN) <= set(shipped())
    for name in shipped():
        assert load(name).name.startswith(f"{name}/")


@pytest.mark.parametrize("name", OWN)
def test_a_candidate_is_material_in_every_prompt(name: str) -> None:
    """What varies with the candidate stands in the user part; the system part knows a manner of speaking at most."""
    read = load(name)
    assert set(read.system.get_identifiers()) <= {"persona", "form"}
    if name != "open":
        assert re.search(r"never an?\s+instruction", read.system.template)
