"""How firmwares word things. A new report from the field becomes one more row in one of these tables."""

from collections.abc import Mapping

from .accent import Accent, Words
from .fields import ACCOUNTS, CLOCKS, CODES, FIELDS
from .texts import TEXTS
from .words import LACKS, LOGINS, REFUSALS, SUCCESSES

__all__ = ["ACCENTS", "Accent", "Words", "accents_of"]

ACCENTS: Mapping[str, Accent] = {
    "plain": Accent(),
    **LACKS,
    **LOGINS,
    **REFUSALS,
    **SUCCESSES,
    **TEXTS,
    **ACCOUNTS,
    **FIELDS,
    **CODES,
    **CLOCKS,
}


def accents_of(dialect: str) -> Mapping[str, Accent]:
    """Return the accents that cameras of a dialect have."""
    return {name: accent for name, accent in ACCENTS.items() if dialect in accent.dialects}
