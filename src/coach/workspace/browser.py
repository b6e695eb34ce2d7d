"""The browser of the person at this machine."""

import webbrowser


def show_in_browser(address: str) -> bool:
    """Open an address; not in a browser that would take the terminal, and False without another."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser:
        return False
    return browser.open(address)
