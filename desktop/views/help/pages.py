"""The pages of the help, read from resources/help in the language in use."""

import msgspec

from desktop.views.theme.tokens import RESOURCES
from desktop.wording import language

HEADING = "## "


class HelpPage(msgspec.Struct, frozen=True):
    """One page: its heading, and its text as Markdown without the heading."""

    heading: str
    text: str

    def holds(self, words: str) -> bool:
        """Whether all words stand in the heading or the text."""
        held = f"{self.heading} {self.text}".lower()
        return all(word in held for word in words.lower().split())


def help_pages() -> tuple[HelpPage, ...]:
    """Read every page, in reading order."""
    whole = (RESOURCES / "help" / f"{language()}.md").read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in f"\n{whole}".split(f"\n{HEADING}")[1:]]
    return tuple(HelpPage(heading.strip(), text.strip()) for heading, _newline, text in parts)
