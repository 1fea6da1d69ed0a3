"""How HD cameras answer: XML with a result code under status 200."""

import re
from typing import override

from ...errors import (
    CameraConnectionError,
    CameraError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    UnconfirmedError,
    UnsupportedError,
    WrongPasswordError,
)
from ...model.catalogue import Command, Effect, Record
from ...model.outcome import CHANGING, check_done, check_login_words
from ...model.protocol import AT_END, HttpResponse, Wire
from .reply import ROOT, is_complete, read_image, read_reply

START = f"<{ROOT}".encode()
_END = f"</{ROOT}>".encode()

OK = "0"
REASONS = {
    "-1": "the camera does not understand the request",
    "-2": "the camera refused the login",
    "-3": "the camera denied it, or does not know it",
    "-4": "the camera could not do it",
    "-5": "the camera took too long inside",
    "-7": "the camera reports an unknown error",
}


_NEVER = re.compile(r"(?!)")
"""Whatever these cameras do, they say so in their XML."""


class FoscamHdWire(Wire):
    """Requests as the manual has them; what fails says so in the body only."""

    @override
    def check(self, command: Command, response: HttpResponse) -> None:
        super().check(command, response)
        if START not in response.body[:1024]:
            self._check_text(command, response)
            return
        record = read_reply(response.text)
        code = record.get("result", OK)
        if "result" not in record and command.effect in CHANGING:
            raise UnconfirmedError("the reply was cut off", command=command.name)
        if code != OK:
            raise _failure(command, code)
        for name, text in record.items():
            # Some commands say within a success that they failed.
            if name.endswith("Result") and text != OK:
                raise RejectedError(f"the camera answered {name} {text[:20]}", command=command.name)

    def _check_text(self, command: Command, response: HttpResponse) -> None:
        """Tell the texts that come in place of a stream from pictures."""
        start = response.body[:200].decode("latin-1").strip().lower()
        if start.startswith("usr or pwd error"):
            raise WrongPasswordError(REASONS["-2"], command=command.name)
        kind = response.headers.get("Content-Type", "").strip().lower()
        if start.startswith("no mj stream") or (command.effect is Effect.STREAM and kind.startswith("text/")):
            raise RejectedError("the sub stream is not MJPEG", command=command.name)
        if command.effect in CHANGING and not command.upload:
            check_done(command, response, _NEVER, empty_is_done=False)
        if command.effect is not Effect.STREAM:
            check_login_words(command, response)

    @override
    def whole_after(self, body: bytes | bytearray) -> float:
        return AT_END if body[-40:].rstrip().endswith(_END) else super().whole_after(body)

    @override
    def parse(self, command: Command, response: HttpResponse) -> Record:
        text = response.text
        if any(field.name == "src" for field in command.returns):
            record = read_image(text)
        else:
            record = read_reply(text)
            if "result" not in record:
                raise ReplyError("unexpected reply", command=command.name)
            if command.group and not is_complete(text):
                # Shown it would do, but half a record must not be written back.
                raise ReplyError("the reply was cut off", command=command.name)
            del record["result"]
        if not record and command.returns and command.effect is Effect.READ:
            raise ReplyError("the reply contains no values", command=command.name)
        return record


def _failure(command: Command, code: str) -> CameraError:
    reason = REASONS.get(code, f"the camera answered {code[:20]}")
    kind: type[CameraError] = RejectedError
    if code == "-2":
        kind = WrongPasswordError
    elif code == "-3":
        kind = PermissionDeniedError
    elif code == "-5":
        kind = CameraConnectionError
    elif command.effect is Effect.READ and not command.params:
        # Nothing about the request can be wrong: firmware says so of what it does not know.
        kind = UnsupportedError
    return kind(reason, command=command.name)
