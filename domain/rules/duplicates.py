"""Whether two customer files may be the same organisation (4.2)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher

import msgspec

from domain.rules.credit_code import clean_credit_code
from domain.rules.parameters import Parameters
from domain.rules.phones import phone_digits
from domain.rules.text import address_block, comparable_name, search_key


class DuplicateParams(msgspec.Struct, frozen=True):
    """Weights of the four signs, and the score from which a merge is suggested."""

    name: Decimal
    phone: Decimal
    address: Decimal
    legal_rep: Decimal
    suggest_from: Decimal


class Identity(msgspec.Struct, frozen=True):
    """What tells an organisation apart; empty texts are unknown."""

    name: str
    credit_code: str = ""
    phone: str = ""
    address: str = ""
    legal_rep: str = ""


class DuplicateScore(msgspec.Struct, frozen=True):
    """How alike two files are: 0 to 1 by the weighted signs; certain when the credit codes agree."""

    score: Decimal
    name_similarity: Decimal
    is_certain: bool
    same_phone: bool
    same_address: bool
    same_legal_rep: bool

    def suggests_merge(self, params: DuplicateParams) -> bool:
        """Whether the pair should be shown as duplicates."""
        return self.is_certain or self.score >= params.suggest_from


def duplicate_params(parameters: Parameters) -> DuplicateParams:
    """The thresholds in force, taken from the parameters of a day."""
    return DuplicateParams(
        name=parameters.decimal("duplicate.weight.name"),
        phone=parameters.decimal("duplicate.weight.phone"),
        address=parameters.decimal("duplicate.weight.address"),
        legal_rep=parameters.decimal("duplicate.weight.legal_rep"),
        suggest_from=parameters.decimal("duplicate.suggest_from"),
    )


def duplicate_score(one: Identity, other: Identity, params: DuplicateParams) -> DuplicateScore:
    """Compare two organisations; the order of the two does not matter."""
    similar = name_similarity(one.name, other.name)
    same_phone = _same(phone_digits(one.phone), phone_digits(other.phone))
    same_address = _same(address_block(one.address), address_block(other.address))
    same_legal_rep = _same(search_key(one.legal_rep), search_key(other.legal_rep))
    certain = _same(clean_credit_code(one.credit_code), clean_credit_code(other.credit_code))
    score = similar * params.name
    score += params.phone * same_phone + params.address * same_address + params.legal_rep * same_legal_rep
    return DuplicateScore(
        score=Decimal(1) if certain else score.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP),
        name_similarity=similar,
        is_certain=certain,
        same_phone=same_phone,
        same_address=same_address,
        same_legal_rep=same_legal_rep,
    )


def name_similarity(one: str, other: str) -> Decimal:
    """How alike two organisation names are, 0 to 1, without region, brackets and company form."""
    left, right = sorted((comparable_name(one), comparable_name(other)))
    if not left or not right:
        return Decimal(0)
    ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()
    return Decimal(repr(ratio)).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def duplicate_keys(identity: Identity) -> frozenset[str]:
    """Keys by which candidates are looked up; two files without a common key share no certain sign.

    With the shipped weights the name alone never suggests a merge, so only files with a common key need a score.
    """
    keys = {
        "code:": clean_credit_code(identity.credit_code),
        "name:": comparable_name(identity.name),
        "phone:": phone_digits(identity.phone),
        "address:": address_block(identity.address),
    }
    return frozenset(kind + value for kind, value in keys.items() if value)


def likely_duplicates(
    wanted: Identity, files: Iterable[tuple[str, Identity]], params: DuplicateParams
) -> tuple[tuple[str, DuplicateScore], ...]:
    """The (id, score) pairs that suggest a merge, the likeliest first."""
    scored = [(key, duplicate_score(wanted, identity, params)) for key, identity in files]
    found = [pair for pair in scored if pair[1].suggests_merge(params)]
    return tuple(sorted(found, key=lambda pair: (not pair[1].is_certain, -pair[1].score)))


def _same(left: str, right: str) -> bool:
    return left != "" and left == right
