"""JPEG as the encoder chip of these cameras writes it."""

from itertools import pairwise

APP0 = b"\xff\xe0\x00\x13JFIF\x00\x01\x02\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00"
"""Three bytes longer than the standard's: whoever checks its length takes the picture for damaged."""


def as_encoded(jpeg: bytes) -> bytes:
    """Return the same picture with an odd APP0 and the frame header before the tables it refers to."""
    cuts = [2]
    while jpeg[cuts[-1] + 1] != 0xDA:
        cuts.append(cuts[-1] + 2 + int.from_bytes(jpeg[cuts[-1] + 2 : cuts[-1] + 4]))
    segments = [jpeg[start:end] for start, end in pairwise(cuts)]
    frames = [segment for segment in segments if segment[1] == 0xC0]
    tables = [segment for segment in segments if segment[1] not in (0xC0, 0xE0)]
    return b"".join([jpeg[:2], APP0, *frames, *tables, jpeg[cuts[-1] :]])
