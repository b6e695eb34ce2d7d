"""Who interviews: a model by the settings and keys there are, else the offline bank, with the reason."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from coach.errors import ModelUnavailable
from coach.interviewers.fallback import FallbackInterviewer
from coach.interviewers.models.backend import Endpoint
from coach.interviewers.models.budget import Budget
from coach.interviewers.models.calling import Hooks, Observe
from coach.interviewers.models.lazy import LazyModel
from coach.interviewers.models.opening import VENDORS, Provider, endpoint_of, open_model, preload
from coach.interviewers.models.price import describe, estimate
from coach.interviewers.models.price import preload as preload_prices
from coach.interviewers.models.protocol import LanguageModel
from coach.interviewers.offline import OfflineInterviewer
from coach.ports import Interviewer

RECORDED, OFFLINE = "recorded", "offline"


@dataclass(frozen=True)
class ModelWish:
    """What the settings and the keys say."""

    provider: str | None = None
    """None: whoever there is a key for."""
    name: str | None = None
    """The model; with `recorded` the script file, or nothing for the one that is shipped."""
    base_url: str | None = None
    budget: Decimal | None = None
    """US dollars that one interview may cost; None: no limit."""
    record: Path | None = None
    """Where to save what the model says, as a script for `recorded`."""
    key_of: Callable[[Provider], str] = field(default=lambda _: "", repr=False)
    observe: Observe = lambda *call: None
    """Told of every call of a model that counts; a recorded one makes none."""


class Chosen(NamedTuple):
    interviewer: Interviewer
    host: str = ""
    """Where answers are sent; empty when they stay on this machine."""
    notice: str = ""
    """Why nobody but the bank asks, where a model was meant to."""
    fix: str = ""
    model: LanguageModel | None = None
    spent: Callable[[], str] = lambda: ""
    """Tokens and cost so far, in words; empty while nothing was asked of a model that counts."""


def choose_interviewer(wish: ModelWish) -> Chosen:
    """The interviewer of a wish; one that cannot be had becomes the offline one, with a sentence for the person."""
    try:
        provider = wish.provider or _with_a_key(wish)
        if provider in (None, OFFLINE):
            return Chosen(OfflineInterviewer())
        if provider == RECORDED:
            return _over(wish, _recorded(wish.name))
        return _remote("anthropic" if provider == "anthropic" else "openai", wish)
    except ModelUnavailable as error:
        why = error.in_a_line.rstrip(".")
        fix = error.fix or "coach doctor --model"
        return Chosen(OfflineInterviewer(), notice=f"Practising offline: {why}.", fix=fix)


def _with_a_key(wish: ModelWish) -> Provider | None:
    if wish.base_url:
        return "openai"
    return next((provider for provider in VENDORS if wish.key_of(provider)), None)


def _remote(provider: Provider, wish: ModelWish) -> Chosen:
    """Raises ModelFault for what can be seen to be wrong without a call."""
    vendor, key = VENDORS[provider], wish.key_of(provider)
    base_url = wish.base_url if provider == "openai" else None
    endpoint: Endpoint = endpoint_of(vendor, key, base_url)
    name = (wish.name or "").strip() or vendor.default_model
    budget = Budget.of_dollars(wish.budget, provider, name, base_url)
    # Both take about a second, which passes while the candidate reads.
    preload(provider)
    preload_prices()

    hooks = Hooks(budget.on_usage, budget.allow, wish.observe)

    def opened() -> LanguageModel:
        return open_model(provider, name=name, key=key, base_url=base_url, hooks=hooks)

    host = "" if endpoint.is_local else endpoint.host

    def spent() -> str:
        used = budget.total
        return describe(used, estimate(provider, name, used, base_url)) if used.calls else ""

    return _over(wish, LazyModel(name, opened), host)._replace(spent=spent)


def _recorded(name: str | None) -> LanguageModel:
    from coach.interviewers.models.recorded import RecordedModel
    from coach.interviewers.models.script_file import default_script, load_script

    return RecordedModel(load_script(Path(name)) if name else default_script())


def _over(wish: ModelWish, model: LanguageModel, host: str = "") -> Chosen:
    from coach.interviewers.judge import Judge
    from coach.interviewers.model import ModelInterviewer
    from coach.interviewers.models.recorder import Recording

    if wish.record:
        model = Recording(model, wish.record)
    speaking = ModelInterviewer(model, Judge(model))
    return Chosen(FallbackInterviewer(speaking, OfflineInterviewer()), host, model=model)
