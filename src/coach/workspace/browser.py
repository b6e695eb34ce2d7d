"""The browser of the person at this machine."""

import webbrowser


def show_in_browser(address: str, *, lends_terminal: bool = False) -> bool:
    """Open an address; False without a browser. One that takes the terminal is used only where that is lent."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser and not lends_terminal:
        return False
    return browser.open(address)
