import re

from tests.architecture.words import placeholders, sentences, translations

FORBIDDEN = re.compile(r"[您你!！“”]|哦|亲，")
MISSING_SPACE = re.compile(r"[一-鿿][A-Za-z0-9]|[A-Za-z0-9][一-鿿]")
# Fixed names written without a space.
NAMES = re.compile(r"GB/T|H1N1|4G|5G")
CHINESE = re.compile(r"[一-鿿]")
# A language is offered under its own name.
KEPT = {"中文"}


def test_that_every_sentence_has_an_english_translation():
    known = {translated.key for translated in translations()}
    assert sorted({f"{said.key} ({said.place})" for said in sentences() if said.key not in known}) == []


def test_that_no_translation_is_empty_or_still_chinese():
    wrong = [
        f"{translated.file}: {translated.source[0]}"
        for translated in translations()
        if not all(translated.forms) or any(CHINESE.search(form) for form in translated.forms if form not in KEPT)
    ]
    assert wrong == []


def test_that_translations_keep_the_placeholders():
    different = [
        f"{translated.file}: {translated.source[0]} -> {form}"
        for translated in translations()
        for form in translated.forms
        if placeholders(form) - placeholders(translated.source[-1])
        or placeholders(translated.source[-1]) - set().union(*map(placeholders, translated.forms))
    ]
    assert different == []


def test_that_one_sentence_has_one_translation():
    first: dict[str, tuple[str, ...]] = {}
    twice = [
        f"{translated.file}: {translated.key} -> {translated.forms} and {first[translated.key]}"
        for translated in translations()
        if first.setdefault(translated.key, translated.forms) != translated.forms
    ]
    assert twice == []


def test_that_the_wording_neither_addresses_nor_shouts():
    wrong = [f"{said.place} {text}" for said in sentences() for text in said.texts if FORBIDDEN.search(text)]
    assert wrong == []


def test_that_chinese_and_latin_are_one_space_apart():
    wrong = [
        f"{said.place} {text}"
        for said in sentences()
        for text in said.texts
        if MISSING_SPACE.search(NAMES.sub("", re.sub(r"\{[^}]*\}", "", text)))
    ]
    assert wrong == []
