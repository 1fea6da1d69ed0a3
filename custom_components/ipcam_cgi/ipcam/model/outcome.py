"""What the answer to a write or an action means.

A manual says how success looks. How firmware refuses is seldom in it: with a word, a result code, a page of
HTML, and all of that with status 200. So what is not known to be success is none.
"""

import re

from ..errors import AuthError, RejectedError, UnconfirmedError, WrongPasswordError
from .catalogue import Command, Effect
from .codecs import readable
from .protocol import HttpResponse

CHANGING = frozenset({Effect.WRITE, Effect.ACTION, Effect.DESTRUCTIVE})
"""What does more than read."""
MAX_WORDS = 2048
"""Characters of a text that is looked through for words about the login."""

_WRONG = re.compile(
    r"us(?:e)?r(?:name)?\s+or\s+p(?:ass)?w(?:or)?d|invalid\s+(?:id|user|login|password)"
    r"|(?:password|passwd|pwd)\s+(?:is\s+)?(?:wrong|error|incorrect|invalid|mismatch)"
    r"|(?:wrong|bad|incorrect|error)\s+(?:user|password|passwd|pwd)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\bunauthori[sz]ed\b|\b401\b|authori[sz]ation\s+required|authentication\s+(?:failed|required|error)"
    r"|not\s+logged\s+in|login\s+(?:failed|required|error|first)",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)


def check_login_words(command: Command, response: HttpResponse) -> None:
    """Raise what a text says of the login in place of an answer; it may come with status 200."""
    if response.is_binary or len(response.body) > MAX_WORDS:
        return
    words = plain_words(response)
    if _WRONG.search(words):
        raise WrongPasswordError(words[:200], command=command.name)
    if _LOGIN.search(words):
        raise AuthError(words[:200], command=command.name)


def check_done(
    command: Command, response: HttpResponse, done: re.Pattern[str], *, empty_is_done: bool
) -> None:
    """Raise what an answer to a change says unless it is success: `done` matches all of its text.

    Raise UnconfirmedError for an empty answer unless the manual has it so, and RejectedError with the
    camera's words for any other.
    """
    words = plain_words(response)
    if done.fullmatch(words):
        return
    if words:
        check_login_words(command, response)
        raise RejectedError(words[:200], command=command.name)
    if not empty_is_done:
        raise UnconfirmedError("the camera gave an empty answer", command=command.name)


def plain_words(response: HttpResponse) -> str:
    """Return the beginning of a text without markup and line ends."""
    return " ".join(_TAGS.sub(" ", readable(response.text[: 4 * MAX_WORDS])).split())
