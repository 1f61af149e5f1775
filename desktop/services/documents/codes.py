"""The verification code of a paper: proof of which version of the record was printed."""

import hashlib
from typing import Final

import msgspec

from domain.queries.service_plans import ServicePlanPaper
from domain.queries.visit_records import VisitRecordPaper

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is read as a digit."""
GROUPS: Final = 4
GROUP: Final = 4


def verification_code(paper: ServicePlanPaper | VisitRecordPaper) -> str:
    """Four groups of four characters from the hash of the record's content; how it is printed does not change it."""
    content = msgspec.structs.replace(paper, as_of=None)  # when data was fetched is no part of what it says
    number = int.from_bytes(hashlib.sha256(msgspec.json.encode(content, order="deterministic")).digest(), "big")
    letters = "".join(ALPHABET[(number >> (5 * place)) % 32] for place in range(GROUPS * GROUP))
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def square_text(kind: str, number: str, code: str) -> str:
    """What the QR code of a paper says: kind, number and verification code, readable without a network."""
    return f"JIKE/{kind}/{number}/{code}"
