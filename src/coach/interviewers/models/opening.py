"""Opens a model by name: checks the settings, then imports the one SDK that is needed."""

import threading
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Literal
from urllib.parse import urlsplit

from coach.interviewers.models.backend import Backend, Endpoint
from coach.interviewers.models.calling import Caller, Hooks
from coach.interviewers.models.faults import FaultKind, ModelFault
from coach.interviewers.models.protocol import LanguageModel

Provider = Literal["openai", "anthropic"]

KEYLESS = "local"
"""Sent to servers that want no key; the SDKs insist on one."""


@dataclass(frozen=True)
class Vendor:
    """What is particular to a provider."""

    provider: Provider
    url: str
    default_model: str
    key_variable: str
    url_variable: str


VENDORS: dict[Provider, Vendor] = {
    "openai": Vendor("openai", "https://api.openai.com/v1", "gpt-6.1-terra", "OPENAI_API_KEY", "OPENAI_BASE_URL"),
    "anthropic": Vendor(
        "anthropic", "https://api.anthropic.com", "claude-sonnet-5-5", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"
    ),
}
"""The default models are the middle ones of their families: able judges at a price for practice."""


def open_model(
    provider: Provider,
    *,
    name: str | None = None,
    key: str | None = None,
    base_url: str | None = None,
    hooks: Hooks | None = None,
) -> LanguageModel:
    """A model that is ready to be asked; nothing is sent yet. Raises ModelFault NOT_CONFIGURED."""
    vendor = VENDORS[provider]
    model = (name or "").strip() or vendor.default_model
    return Caller(backend_of(provider, endpoint_of(vendor, key, base_url), model), hooks)


def preload(provider: Provider) -> threading.Thread:
    """Import a provider's SDK in the background; what goes wrong is told when the model is opened."""
    thread = threading.Thread(target=_import, args=(provider,), name=f"coach-import-{provider}", daemon=True)
    thread.start()
    return thread


def _import(module: str) -> None:
    with suppress(Exception):
        import_module(module)


def backend_of(provider: Provider, endpoint: Endpoint, model: str) -> Backend:
    """The adapter of a provider. Raises ModelFault NOT_CONFIGURED where its SDK cannot be loaded."""
    try:
        match provider:
            case "openai":
                from coach.interviewers.models.openai_backend import OpenAIBackend

                return OpenAIBackend(endpoint, model)
            case "anthropic":
                from coach.interviewers.models.anthropic_backend import AnthropicBackend

                return AnthropicBackend(endpoint, model)
    except ImportError as error:
        raise _misconfigured(
            f"The package {provider} cannot be loaded", type(error).__name__, "install coach again"
        ) from None


def endpoint_of(vendor: Vendor, key: str | None, base_url: str | None) -> Endpoint:
    """Where requests go and with which key. Raises ModelFault NOT_CONFIGURED, which never holds the key."""
    url = (base_url or "").strip() or vendor.url
    if problem := _url_problem(url):
        raise _misconfigured(
            f"{vendor.url_variable} cannot be used", problem, f"Write it like {vendor.url} or http://localhost:8080/v1"
        )
    is_own = urlsplit(url).hostname == urlsplit(vendor.url).hostname
    key = key or ""
    if not key.strip():
        if is_own:
            raise _misconfigured(f"{vendor.key_variable} is not set", "", f"coach keys set {vendor.provider}")
        key = KEYLESS
    if problem := _key_problem(key):
        raise _misconfigured(f"{vendor.key_variable} cannot be used", problem, "Copy the key again, whole and alone")
    return Endpoint(vendor.provider, url, key, is_own)


def _misconfigured(message: str, why: str, fix: str) -> ModelFault:
    return ModelFault(FaultKind.NOT_CONFIGURED, message, why=why, fix=fix)


def _key_problem(key: str) -> str:
    """What is wrong with a key; empty when nothing is."""
    found = {
        "it has a blank or a line end in it": any(char.isspace() for char in key),
        "it has a quote in it": not set(key).isdisjoint("\"'`"),
        "it has a character in it that no key has": not (key.isascii() and key.isprintable()),
    }
    return next((problem for problem, wrong in found.items() if wrong), "")


def _url_problem(url: str) -> str:
    """What is wrong with a base URL; empty when nothing is."""
    if not url.isascii() or not url.isprintable() or not set(url).isdisjoint(" \"'`<>"):
        return "it has a character in it that an address cannot have"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "it is not an address"
    found = {
        "it does not begin with http:// or https://": parts.scheme not in ("http", "https"),
        "it names no host": not parts.hostname,
        "its port is 0": port == 0,
        "it has a user name or a password in it": parts.username is not None,
        "it has a question mark or a # in it": bool(parts.query or parts.fragment),
    }
    return next((problem for problem, wrong in found.items() if wrong), "")
