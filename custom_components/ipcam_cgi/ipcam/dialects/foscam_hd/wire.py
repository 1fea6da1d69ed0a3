"""How HD cameras answer: XML with a result code under status 200."""

from collections.abc import Mapping
import re
from typing import override

from ...errors import (
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    UnconfirmedError,
    UnsupportedError,
    WrongPasswordError,
)
from ...model.catalogue import Command, Effect, Record, Request
from ...model.codecs import Text
from ...model.outcome import CHANGING, check_done, check_login_words
from ...model.protocol import AT_END, HttpRequest, HttpResponse, Wire, percent_encoded
from .clock import SET_CLOCK, ClockHabit
from .manual import COMMANDS
from .reply import ROOT, is_complete, read_fields, read_image, read_reply
from .texts import JOINED, TextHabits, unclear

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


_TEXTS: Mapping[str, frozenset[str]] = {
    group: frozenset(
        param.field
        for command in COMMANDS.values()
        for param in command.params
        if command.group == group and isinstance(param.codec, Text)
    )
    for group in {command.group for command in COMMANDS.values()}
    if group
}
"""The texts that one can set, per record: all of a camera's are written in the same way."""
_SENDABLE = re.compile(r"[!-~]*")
_SPLITTERS = frozenset("&#")

_NEVER = re.compile(r"(?!)")
"""Whatever these cameras do, they say so in their XML."""


class FoscamHdWire(Wire):
    """Requests as the manual has them; what fails says so in the body only.

    What firmware does otherwise is learned of one camera, by the wire that is its `own`.
    """

    def __init__(self) -> None:
        """Begin without knowing a camera's habits."""
        self._texts: TextHabits | None = None
        self._clock = ClockHabit()

    @override
    def own(self) -> FoscamHdWire:
        wire = FoscamHdWire()
        wire._texts = TextHabits()
        return wire

    @override
    def request(self, command: Command, params: Record) -> HttpRequest:
        doubts = unclear(params)
        if doubts and command.whole:
            raise InvalidValueError(
                f"it is not known what the camera means by its {min(doubts)}, nothing was changed",
                command=command.name,
            )
        if command.name == SET_CLOCK:
            params = self._clock.outgoing(params)
        http_request = super().request(
            command, {**params, **{name: text.wire for name, text in doubts.items()}}
        )
        http_request.literal |= frozenset(doubts)
        texts = self._texts
        if texts is not None and texts.decodes is False:
            http_request.literal |= {name for name, text in params.items() if _is_sendable(text)}
        if texts is not None and self._tell_tale(Request(command, params)):
            texts.on_trial = True
        return http_request

    @override
    def in_doubt(self, request: Request) -> bool:
        if request.command.name == SET_CLOCK:
            return self._clock.in_doubt(request.params)
        return bool(self._tell_tale(request))

    def _tell_tale(self, request: Request) -> Mapping[str, str]:
        """Return what of a setting shows, read back, whether a camera decodes what it is sent."""
        texts = self._texts
        if (
            texts is None
            or texts.decodes is not None
            or texts.encodes is not False
            or not request.command.group
        ):
            return {}
        sent = {param.field: request.params.get(param.name, "") for param in request.command.params}
        return {
            name: text
            for name, text in sent.items()
            if name in _TEXTS[request.command.group] and percent_encoded(text) != text
        }

    @override
    def amended(self, request: Request, told: Record) -> Request | None:
        if request.command.name == SET_CLOCK:
            params = self._clock.amended(request.params, told)
            return None if params is None else Request(request.command, params)
        texts, sent = self._texts, self._tell_tale(request)
        if texts is None or not sent:
            return None
        texts.on_trial = False
        if any(told.get(name) == percent_encoded(text) for name, text in sent.items()):
            texts.decodes = False
            return request
        texts.decodes = any(told.get(name) == text for name, text in sent.items()) or None
        return None

    @override
    def check(self, command: Command, response: HttpResponse) -> None:
        super().check(command, response)
        if START not in response.body[:1024]:
            self._check_text(command, response)
            return
        record = read_reply(response.text)
        code = record.get("result", OK).strip()
        if "result" not in record and command.effect in CHANGING:
            raise UnconfirmedError("the reply was cut off", command=command.name)
        if code != OK:
            raise _failure(command, code)
        for name, text in record.items():
            # Some commands say within a success that they failed.
            if name.endswith("Result") and text.strip() != OK:
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
            record = self._read(command, text)
            if "result" not in record:
                raise ReplyError("unexpected reply", command=command.name)
            if command.group and not is_complete(text):
                # Shown it would do, but half a record must not be written back.
                raise ReplyError("the reply was cut off", command=command.name)
            del record["result"]
        if not record and command.returns and command.effect is Effect.READ:
            raise ReplyError("the reply contains no values", command=command.name)
        return record

    def _read(self, command: Command, text: str) -> dict[str, str]:
        habits = TextHabits() if self._texts is None else self._texts
        fields = read_fields(text)
        for name in _TEXTS.get(command.group, frozenset()) & fields.keys():
            habits.learn(fields[name])
        return {
            name: habits.meaning(told, joined=bool(JOINED.fullmatch(name))) for name, told in fields.items()
        }


def _is_sendable(text: str) -> bool:
    """Whether a text can stand in a query as it is."""
    return bool(_SENDABLE.fullmatch(text)) and not _SPLITTERS & set(text)


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
