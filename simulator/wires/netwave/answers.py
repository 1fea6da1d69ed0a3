"""How the answers of a netwave camera look: their headers, variables, pages."""

from collections.abc import AsyncGenerator, Callable, Sequence
from email.utils import formatdate
from http import HTTPStatus
from itertools import cycle

from custom_components.ipcam_cgi.ipcam.model.codecs import Codec

from ...accents import Accent
from ...http import Outcome, Response, moving
from .firmware import Profile, statement

type Row = tuple[str, str, Codec | None]
"""Name and text of a variable, and what the manual says it is, if it knows it."""


class Answers:
    """Makes the answers of one firmware; `now` is the camera's clock, which every answer tells."""

    def __init__(self, profile: Profile, accent: Accent, now: Callable[[], int]) -> None:
        self._profile = profile
        self._accent = accent
        self._now = now

    def text(self, text: str) -> Response:
        """Return a text; no charset is ever declared."""
        body = text.encode("utf-8", "surrogateescape")
        return self.file(body, "text/plain", ("Cache-Control", "no-cache"))

    def script(self, rows: Sequence[Row]) -> Response:
        """Return variables in the manner of JavaScript."""
        styles, write = cycle(self._profile.styles), self._accent.writes or str
        written = ((name, write(text), codec) for name, text, codec in rows)
        return self.text("".join(statement(style, *row) for style, row in zip(styles, written, strict=False)))

    def done(self) -> Response:
        """Return that it is done."""
        return self.text(self._profile.done)

    def error(self, reason: str) -> Response:
        """Return a refusal, which these cameras give with a good status and without a line end."""
        return self.text(f"error: {reason}.").meaning(Outcome.ILLEGAL)

    def page(self, status: int, sentence: str, *extra: tuple[str, str]) -> Response:
        """Return a page for a browser."""
        title = f"{status} {HTTPStatus(status).phrase}"
        html = (
            f"<HTML><HEAD><TITLE>{title}</TITLE></HEAD>\n<BODY><H4>{title}</H4>\n{sentence}\n</BODY></HTML>\n"
        )
        response = self.file(html.encode(), "text/html")
        response.headers[2:2] = extra
        response.status = status
        return response

    def file(self, body: bytes, content_type: str, *extra: tuple[str, str]) -> Response:
        """Return any bytes."""
        headers = [
            *self._first(),
            ("Content-Type", content_type),
            ("Content-Length", str(len(body))),
            *extra,
            ("Connection", "close"),
        ]
        return Response(headers=headers, body=body)

    def stream(self, pictures: AsyncGenerator[bytes]) -> Response:
        """Return pictures without end."""
        rest = (("Accept-Ranges", "bytes"), ("Connection", "close"))
        return moving(pictures, "ipcamera", *self._first(), *rest)

    def _first(self) -> list[tuple[str, str]]:
        return [("Server", "Netwave IP Camera"), ("Date", formatdate(self._now(), usegmt=True))]
