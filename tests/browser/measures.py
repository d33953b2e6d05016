"""What a thumb, tired eyes and the sun ask of a screen: by touch, by space, cut off, pale."""

from pathlib import Path

from playwright.sync_api import Page

# in pixels, as static/css/tokens.css promises; and the contrast that is read in bright light
ASKED = {"touch": 48, "between": 8, "sun": 7}
SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def measured(page: Page) -> dict[str, list[str]]:
    """What falls short on the screen as it stands, in words for whoever has to mend it."""
    found: dict[str, list[str]] = page.evaluate(SCRIPT, ASKED)
    return {what: shorts for what, shorts in found.items() if shorts}
