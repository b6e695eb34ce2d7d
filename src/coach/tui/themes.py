"""Dark, light, and one with as much contrast as a terminal gives."""

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from coach.settings import ThemeChoice


DARK = Theme(
    name="coach-dark",
    primary="#6cb6ff",
    secondary="#b083f0",
    accent="#f0b429",
    success="#57ab5a",
    warning="#e0a030",
    error="#f47067",
    foreground="#d8dee6",
    background="#14181d",
    surface="#1a1f26",
    panel="#232a33",
    dark=True,
)
LIGHT = Theme(
    name="coach-light",
    primary="#0b57a4",
    secondary="#6b3fa0",
    accent="#8a5300",
    success="#1a6b2c",
    warning="#8a5300",
    error="#b3261e",
    foreground="#1c2127",
    background="#fbfbf9",
    surface="#f2f2ee",
    panel="#e6e6e0",
    dark=False,
)
CONTRAST = Theme(
    name="coach-contrast",
    primary="#ffffff",
    secondary="#00ffff",
    accent="#ffff00",
    success="#00ff00",
    warning="#ffff00",
    error="#ff6060",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#202020",
    dark=True,
    text_alpha=1.0,
)
THEMES = (DARK, LIGHT, CONTRAST)


def theme_name(choice: "ThemeChoice") -> str:
    """The theme of a setting, as the app knows it."""
    return f"coach-{choice.value}"
