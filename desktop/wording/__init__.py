"""Words shown to people: Chinese message ids, English in resources/translations, one catalogue for all."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

TRANSLATIONS: Final = Path(__file__).resolve().parents[2] / "resources" / "translations"
LANGUAGES: Final = ("zh", "en")


class _Words:
    """The language in use; Chinese needs no catalogue because message ids are the Chinese wording."""

    language = "zh"


def set_language(language: str) -> None:
    """Choose the language of every later call of `_`; windows are rebuilt by their owner.

    Raises ValueError for a language without a catalogue.
    """
    if language not in LANGUAGES:
        raise ValueError(language)
    _Words.language = language


def language() -> str:
    """Tell the language in use: "zh" or "en"."""
    return _Words.language


@cache
def catalogue(language: str) -> Mapping[str, str | tuple[str, ...]]:
    """Read every fragment of one language into a single mapping from Chinese to that language."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 -- slow to load, and not needed in Chinese

    words: dict[str, str | tuple[str, ...]] = {}
    for path in sorted((TRANSLATIONS / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string:
                    source = message.id if isinstance(message.id, str) else message.id[0]
                    key = _in_context(message.context, source) if message.context else source
                    words[key] = message.string if isinstance(message.string, str) else tuple(message.string)
    return words


def _(text: str) -> str:
    """Give a sentence in the language in use; unknown sentences stay Chinese."""
    if _Words.language == "zh":
        return text
    found = catalogue(_Words.language).get(text, text)
    return found if isinstance(found, str) else found[0]


def pgettext(context: str, text: str) -> str:
    """Give a sentence as it reads in one context, where the same Chinese words are different ones elsewhere."""
    if _Words.language == "zh":
        return text
    found = catalogue(_Words.language).get(_in_context(context, text))
    if found is None:
        return _(text)
    return found if isinstance(found, str) else found[0]


def _in_context(context: str, text: str) -> str:
    """The key of a sentence with a context, as gettext joins the two."""
    return f"{context}\x04{text}"


def ngettext(one: str, many: str, count: int) -> str:
    """Give the singular or plural sentence for a count; Chinese uses the same form for both."""
    if _Words.language == "zh":
        return many
    found = catalogue(_Words.language).get(one, (one, many))
    if isinstance(found, str):
        return found
    return found[0] if count == 1 else found[-1]


def N_(text: str) -> str:  # noqa: N802 -- the name gettext tools look for
    """Mark a constant for translation where it is defined; `_` translates it where it is shown."""
    return text
