"""Who interviews, by the settings and keys there are."""

from decimal import Decimal
from pathlib import Path

import pytest

from coach.errors import ContentError
from coach.interviewers.choosing import ModelWish, choose_interviewer
from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.models.lazy import LazyModel
from coach.interviewers.models.opening import VENDORS, Provider
from coach.interviewers.models.protocol import LanguageModel, Prompt, Purpose, Usage
from coach.interviewers.models.recorded import RecordedModel
from coach.interviewers.models.script_file import default_script
from coach.ports import Conversation
from tests.fake_models import FakeModels, Reply
from tests.fakes_bank import pair_sum

KEYS = {"openai": "sk-heron", "anthropic": "sk-ant-heron"}


def with_keys(*providers: Provider) -> ModelWish:
    return ModelWish(key_of=lambda provider: KEYS[provider] if provider in providers else "")


@pytest.mark.parametrize(
    ("wish", "name", "host"),
    [
        (ModelWish(), "offline", ""),
        (ModelWish("offline", key_of=lambda _: "sk-heron"), "offline", ""),
        (with_keys("openai"), VENDORS["openai"].default_model, "api.openai.com"),
        (with_keys("anthropic"), VENDORS["anthropic"].default_model, "api.anthropic.com"),
        (with_keys("openai", "anthropic"), VENDORS["openai"].default_model, "api.openai.com"),
        (ModelWish(base_url="http://127.0.0.1:1/v1", name="own"), "own", ""),
        (ModelWish("openai", "own", "https://models.example/v1", key_of=lambda _: "k"), "own", "models.example"),
        (
            ModelWish("anthropic", base_url="http://x/v1", key_of=lambda _: "k"),
            "claude-sonnet-5-5",
            "api.anthropic.com",
        ),
        (ModelWish("recorded"), "recorded", ""),
    ],
)
async def test_who_interviews(wish: ModelWish, name: str, host: str) -> None:
    chosen = choose_interviewer(wish)
    assert (chosen.interviewer.name, chosen.host, chosen.notice) == (name, host, "")
    await chosen.interviewer.close()


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (ModelWish("openai"), "OPENAI_API_KEY is not set"),
        (ModelWish("anthropic"), "ANTHROPIC_API_KEY is not set"),
        (ModelWish("openai", key_of=lambda _: "sk two"), "OPENAI_API_KEY cannot be used"),
        (ModelWish("openai", base_url="ftp://x", key_of=lambda _: "k"), "OPENAI_BASE_URL cannot be used"),
    ],
)
def test_a_model_that_cannot_be_had_is_told_and_the_bank_asks(wish: ModelWish, words: str) -> None:
    chosen = choose_interviewer(wish)
    assert (chosen.interviewer.name, chosen.model) == ("offline", None)
    assert chosen.notice.startswith(f"Practising offline: {words}")
    assert chosen.fix
    assert "two" not in chosen.notice


def test_a_key_that_cannot_be_read_is_told_too() -> None:
    def broken(_: Provider) -> str:
        raise ModelFault(FaultKind.NOT_CONFIGURED, "The key file can be read by others.", fix="chmod 600 it")

    chosen = choose_interviewer(ModelWish(key_of=broken))
    assert chosen.interviewer.name == "offline"
    assert (chosen.notice, chosen.fix) == ("Practising offline: The key file can be read by others.", "chmod 600 it")


def test_a_script_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="none\\.yaml"):
        choose_interviewer(ModelWish("recorded", str(tmp_path / "none.yaml")))


async def test_a_budget_of_nothing_makes_no_call(tmp_path: Path) -> None:
    asked = Conversation(question=pair_sum(tmp_path))
    with FakeModels() as server:
        chosen = choose_interviewer(ModelWish(base_url=server.url + "/v1", budget=Decimal(0)))
        said = await chosen.interviewer.hint(asked, 1)
        await chosen.interviewer.close()
        assert server.requests == []
    assert said.source == "bank"
    assert "budget" in said.degraded.lower()


async def test_what_was_used_is_told_in_tokens_and_money(tmp_path: Path) -> None:
    asked = Conversation(question=pair_sum(tmp_path))
    with FakeModels() as server:
        server.say(Reply("All right.", usage=Usage(input=120, output=4)))
        told: list[tuple[object, ...]] = []
        chosen = choose_interviewer(ModelWish(base_url=server.url + "/v1", observe=lambda *call: told.append(call)))
        assert chosen.spent() == ""
        assert (await chosen.interviewer.acknowledge(asked, "I use a map.")).text == "All right."
        await chosen.interviewer.close()
    assert chosen.spent() == "124 tokens, local: no charge"
    ((_, purpose, outcome, _, tokens),) = told
    assert (purpose, outcome, tokens) == ("acknowledge", "ok", (120, 4))
    assert choose_interviewer(ModelWish("recorded")).spent() == ""


class Opener:
    def __init__(self) -> None:
        self.opened = 0
        self.fails = False

    def __call__(self) -> LanguageModel:
        self.opened += 1
        if self.fails:
            raise ModelFault(FaultKind.NOT_CONFIGURED, "The package is broken.")
        return RecordedModel(default_script())


async def test_a_model_is_opened_once_and_by_its_first_call() -> None:
    opener = Opener()
    model = LazyModel("one", opener)
    await LazyModel("unused", opener).close()
    assert (model.name, opener.opened) == ("one", 0)
    prompt = Prompt(Purpose.ACKNOWLEDGE, "s", "u")
    assert (await model.text(prompt)).value
    assert (await model.ping()).model.startswith("recorded")
    assert opener.opened == 1
    await model.close()


async def test_a_model_that_cannot_be_opened_says_so_at_every_call() -> None:
    opener = Opener()
    opener.fails = True
    model = LazyModel("one", opener)
    for _ in range(2):
        with pytest.raises(ModelFault, match="package"):
            await model.ping()
    assert opener.opened == 1
    await model.close()
