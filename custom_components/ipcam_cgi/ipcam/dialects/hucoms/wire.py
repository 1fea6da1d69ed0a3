"""How Hucoms cameras answer: text with status 200, whether it went well or not."""

import re
from typing import override

from ...errors import (
    ApiDisabledError,
    AuthError,
    CameraError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    UnsupportedError,
    WrongPasswordError,
)
from ...http.multipart import PartReader
from ...model.catalogue import Command, Effect, Record
from ...model.outcome import CHANGING, check_done
from ...model.protocol import BETWEEN_LINES, HttpRequest, HttpResponse, Wire
from .reply import read_reply

QUIET = 0.3
"""Seconds without another line after which the state of all events is taken for complete."""

NO_CONTENT = 204
ERROR = re.compile(r"\s*error\s*:\s*([^\r\n]*)", re.IGNORECASE)
_CODE = re.compile(r"\s*rc\s*=\s*(-?\d+)\s*\Z")

KINDS: tuple[tuple[re.Pattern[str], type[CameraError]], ...] = (
    (re.compile(r"apictrlstatus|api.*disable", re.IGNORECASE), ApiDisabledError),
    (re.compile(r"password|passwd|invalid id", re.IGNORECASE), WrongPasswordError),
    (re.compile(r"login", re.IGNORECASE), AuthError),
    (re.compile(r"unauthori[sz]ed|authority|permission|privilege", re.IGNORECASE), PermissionDeniedError),
    (re.compile(r"unsupport|not support|unknown command", re.IGNORECASE), UnsupportedError),
)


# The manual has no text for what went well: it may be nothing, a word, or the settings as they are now.
_DONE = re.compile(r"(?:\d*\s*)?(?:ok|success(?:ful)?|done)[.!]?", re.IGNORECASE)


class HucomsWire(Wire):
    """Requests as the manual has them; what fails says so in the body only."""

    @override
    def request(self, command: Command, params: Record) -> HttpRequest:
        http_request = super().request(command, params)
        if command.group == "event":
            http_request.idle_end = QUIET
        return http_request

    @override
    def check(self, command: Command, response: HttpResponse) -> None:
        super().check(command, response)
        start = response.body[:400].decode("latin-1")
        if found := ERROR.match(start):
            reason = found[1].strip()[:200] or "error"
            kind = next((kind for pattern, kind in KINDS if pattern.search(reason)), RejectedError)
            raise kind(reason, command=command.name)
        if (found := _CODE.match(start)) and int(found[1]):
            raise RejectedError(f"code {found[1]}", command=command.name)
        if command.effect in CHANGING and not read_reply(response.text[:1000]):
            check_done(command, response, _DONE, empty_is_done=True)

    @override
    def whole_after(self, body: bytes | bytearray) -> float:
        # No line looks like the last one.
        return BETWEEN_LINES if body.endswith(b"\n") else super().whole_after(body)

    @override
    def parse(self, command: Command, response: HttpResponse) -> Record:
        text = response.text
        if command.group == "event":
            text = _without_framing(response)
        record = read_reply(text)
        if response.status == NO_CONTENT and command.effect is Effect.READ and command.returns:
            # So two real cameras answer what they have not got.
            raise UnsupportedError("the camera has nothing to tell", command=command.name)
        if not record and command.effect is Effect.READ and command.returns:
            raise ReplyError("the reply contains no values", command=command.name)
        return record


def _without_framing(response: HttpResponse) -> str:
    reader = PartReader()
    parts = [*reader.feed(response.body), reader.take_pending()]
    return HttpResponse(response.status, response.headers, b"\n".join(parts)).text
