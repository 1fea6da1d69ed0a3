"""Chapter 7 of the manual: the still and the live picture over HTTP."""

from ....model.catalogue import Command
from ....model.codecs import Int
from ....model.rows import READ, STREAM, VISITOR, optional
from .. import codes
from .common import row

ROWS: tuple[Command, ...] = (
    row(
        "jpeg",
        "Take a still picture (JPEG).",
        VISITOR,
        READ,
        "7.1 JPEG Image Transmission",
        path="/cgi-bin/image/jpeg.cgi",
        fixed=(),
        since="1.05",
    ),
    row(
        "mjpeg",
        "Send the live picture as a stream of JPEGs.",
        VISITOR,
        STREAM,
        "7.2 MJPEG Image Transmission",
        path="/cgi-bin/image/mjpeg.cgi",
        fixed=(),
        params=(
            optional("source", codes.VIDEO_INPUT, "Input of a camera that has two."),
            optional("refresh", Int(0, 300), "Rest between two pictures: 0 is fastest, 300 slowest."),
        ),
        since="1.05",
    ),
)
