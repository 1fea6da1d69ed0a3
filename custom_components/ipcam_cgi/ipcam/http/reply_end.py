"""Where a reply ends whose length the camera does not tell, or tells wrongly."""

from ..model.protocol import AT_END, PICTURE, HttpRequest, HttpResponse

MAX_IDLE_ENDS = 5
"""Times the silence that ends an endless answer, after which it ends without any."""
SLACK = 16
"""Bytes by which cameras announce too much of a text."""
EMPTY = 6.0
"""Seconds in which a body begins, where no length says that there is one."""
LEARNED = 3
"""Replies after which a camera's pauses within a reply are known."""
MANY_TIMES = 4
"""How many of its longest pauses so far are no pause any more."""


class ReplyEnds:
    """Knows the pauses that a camera makes within its replies."""

    def __init__(self) -> None:
        """Begin without knowing any."""
        self._replies = 0
        self._longest = 0.0

    def begin(self, http_request: HttpRequest, head: HttpResponse, now: float) -> ReplyEnd:
        """Return the end of one reply, of which the head has come."""
        return ReplyEnd(self, http_request, head, now)

    def learn(self, longest: float) -> None:
        """Take over the longest pause of a reply that ended in silence."""
        self._replies += 1
        self._longest = max(self._longest, longest)

    def known(self, silence: float) -> float:
        """Return how much of a silence it takes, as far as this camera is known."""
        if self._replies < LEARNED:
            return silence
        return min(silence, max(AT_END, MANY_TIMES * self._longest))


class ReplyEnd:
    """When one reply is over, piece by piece. Times are those of the loop's clock."""

    def __init__(self, ends: ReplyEnds, http_request: HttpRequest, head: HttpResponse, now: float) -> None:
        """Nothing of the body has come."""
        self._ends = ends
        self._request = http_request
        length = head.headers.get("Content-Length", "")
        self._length = int(length) if length.isdecimal() and len(length) < 10 else None
        is_chunked = "chunked" in head.headers.get("Transfer-Encoding", "").lower()
        self._is_measured = self._length is not None or is_chunked
        self._latest = float("inf")
        self._last = now
        self._longest = 0.0
        self.is_whole = False
        """Whether so much of it is all of it, if no more comes: what breaks off here has lost nothing."""
        self.is_over = not self._is_measured and not http_request.idle_end
        """Whether silence ends it here."""

    def first(self, now: float) -> float:
        """Return when it is over if no body comes at all."""
        return now + EMPTY if self.is_over else float("inf")

    def after(self, body: bytearray, now: float) -> float:
        """Return when it is over if no more comes than this body."""
        self._longest = max(self._longest, now - self._last) if len(body) else 0.0
        self._last = now
        if idle_end := self._request.idle_end:
            self._latest = min(self._latest, now + MAX_IDLE_ENDS * idle_end)
            self.is_whole = self.is_over = True
            return min(self._latest, now + idle_end)
        silence = self._request.whole_after(body) if self._may_be_wrong(body) else 0.0
        self.is_whole = self.is_over = silence > 0
        return now + self._ends.known(silence) if silence else float("inf")

    def _may_be_wrong(self, body: bytearray) -> bool:
        if not self._is_measured or body.startswith(PICTURE):
            return True
        return self._length is not None and 0 < self._length - len(body) <= SLACK

    def learn(self) -> None:
        """Note that it ended in silence."""
        self._ends.learn(self._longest)
