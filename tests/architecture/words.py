"""The wording of the desktop as gettext tools see it: every sentence in the source, and every translation."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.extract import extract_python
from babel.messages.pofile import read_po

from tests.architecture.source import ROOT, files, named

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
ENGLISH = ROOT / "resources" / "translations" / "en"


@dataclass(frozen=True)
class Said:
    """A sentence in the source: its text (two for a plural), where it stands, and the context it is told apart by."""

    texts: tuple[str, ...]
    place: str
    context: str = ""

    @property
    def key(self) -> str:
        """Give the text translations are found under."""
        return in_context(self.context, self.texts[0])


@dataclass(frozen=True)
class Translated:
    """A translation: the sentence it is of, its forms, and the file it stands in."""

    source: tuple[str, ...]
    forms: tuple[str, ...]
    file: str
    context: str = ""

    @property
    def key(self) -> str:
        """Give what the sentence is found under."""
        return in_context(self.context, self.source[0])


def sentences() -> Iterator[Said]:
    """Give every sentence marked for translation in the desktop."""
    for path in files("desktop"):
        yield from sentences_of(path)


def sentences_of(path: Path) -> Iterator[Said]:
    """Give the sentences of one file; calls of `_` with a name, as in a label table, say nothing here."""
    with path.open("rb") as file:
        for line, function, texts, _comments in extract_python(file, list(KEYWORDS), [], {"encoding": "utf-8"}):
            kept = tuple(text for text in (texts if isinstance(texts, tuple) else (texts,)) if text)
            if function == "pgettext" and len(kept) > 1:
                yield Said(kept[1:], f"{named(path)}:{line}", kept[0])
            elif kept:
                yield Said(kept, f"{named(path)}:{line}")


def translations() -> Iterator[Translated]:
    """Give every English translation, fragment by fragment."""
    for path in sorted(ENGLISH.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id:
                    source = message.id if isinstance(message.id, tuple) else (message.id,)
                    forms = message.string if isinstance(message.string, tuple) else (message.string or "",)
                    yield Translated(tuple(source), tuple(forms), path.name, message.context or "")


def in_context(context: str, text: str) -> str:
    """Give the key of a sentence: its text, behind the context where it has one."""
    return f"{context} | {text}" if context else text


def placeholders(text: str) -> set[str]:
    """Give the names of the gaps in a sentence."""
    return {name for _text, name, _format, _conversion in Formatter().parse(text) if name is not None}
