"""How netwave cameras answer: JavaScript variables, `ok.`, or an error with status 200."""

from contextlib import suppress
import re
from typing import override

from ...errors import InvalidValueError, RejectedError, ReplyError, SessionExpiredError, WrongPasswordError
from ...model.catalogue import Command, Effect, Record
from ...model.outcome import CHANGING, check_done, check_login_words
from ...model.protocol import AT_END, BETWEEN_LINES, REFUSED, HttpResponse, Wire
from .reply import read_reply

_STALE = re.compile(r'stale\s*=\s*"?true', re.IGNORECASE)
_ENDS = re.compile(rb"\s*(?:ok|error:[^\r\n]*)\.?\s*", re.IGNORECASE)
MAX_LINE = 300


# Relatives answer with a variable, or repeat in brackets that they have done it.
_DONE = re.compile(
    r"(?:\[succe\w*\]\s*)?(?:set\s+)?(?:ok|success(?:ful)?)[.;!]?"
    r"|(?:var\s+)?(?:result|ret)\s*=\s*[\"']?(?:0|ok)[\"']?\s*;?",
    re.IGNORECASE,
)


CHECK = "check_user"
"""Tells the privilege of an account, on firmware from x.x.2.2 on."""


class NetwaveWire(Wire):
    """Requests as the manuals have them; what fails says so in the body only."""

    @override
    def check(self, command: Command, response: HttpResponse) -> None:
        if response.status == 401 and _STALE.search(response.headers.get("WWW-Authenticate", "")):
            raise SessionExpiredError("the challenge is too old", command=command.name)
        super().check(command, response)
        start = response.body[:200].decode("latin-1").strip()
        if start.lower().startswith("error"):
            reason = start.partition(":")[2].strip(" .") or "error"
            raise RejectedError(reason, command=command.name)
        if command.effect in CHANGING and not command.returns:
            check_done(command, response, _DONE, empty_is_done=command.effect is not Effect.WRITE)
            return
        if command.name == CHECK and read_reply(response.text).get("pri", "").strip() == "0":
            raise WrongPasswordError(REFUSED, command=command.name)
        if command.effect is Effect.ACTION:
            self._check_result(command, response)
        if "=" not in start:
            check_login_words(command, response)

    def _check_result(self, command: Command, response: HttpResponse) -> None:
        """A test of mail or FTP succeeds as a request even where it fails as a test."""
        for name, text in read_reply(response.text).items():
            with suppress(InvalidValueError, ReplyError):
                outcome = command.field(name).codec.decode(text)
                if name == "result" and outcome != "ok":
                    raise RejectedError(str(outcome).replace("_", " "), command=command.name)

    @override
    def whole_after(self, body: bytes | bytearray) -> float:
        if _ENDS.fullmatch(body[:MAX_LINE]):
            return AT_END
        # Each statement looks like the last one.
        return BETWEEN_LINES if body[-20:].rstrip().endswith(b";") else super().whole_after(body)

    @override
    def parse(self, command: Command, response: HttpResponse) -> Record:
        record = read_reply(response.text)
        if not record and command.effect is Effect.READ and command.returns:
            raise ReplyError("the reply contains no values", command=command.name)
        return record
