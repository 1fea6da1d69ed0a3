"""Codecs: the wire's text to a typed value and back, with the manual's limits.

`decode` raises ReplyError, `encode` raises InvalidValueError. A codec is immutable and knows nothing of
commands or cameras; what a reply holds outside the documented range is still decoded where its
meaning is plain, because a camera may know more than its manual.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from math import isfinite
import re
from typing import Any, override

from ..errors import InvalidValueError, ReplyError

MAX_BITS = 64
"""Size of the largest number in any reply."""


def readable(text: str) -> str:
    """Return wire text for people, its charset guessed: UTF-8, Chinese, or a Western European one.

    A guess is good enough to be shown and never goes back to the camera.
    """
    if text.isascii():
        return text
    octets = text.encode("utf-8", "surrogateescape")
    for charset in ("utf-8", "gb2312", "gbk"):
        with suppress(UnicodeDecodeError):
            decoded = octets.decode(charset)
            # In a Western text, GBK takes a letter with an accent and the letter behind it for one character.
            if charset != "gbk" or not any(each.isascii() and each.isalpha() for each in decoded):
                return decoded
    try:
        return octets.decode("cp1252")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


class Codec[T = Any](ABC):
    """Wire text <-> value of type T."""

    kind: type[T]
    secret = False

    @abstractmethod
    def decode(self, text: str) -> T:
        """Read the camera's text; raise ReplyError when it means nothing."""

    @abstractmethod
    def encode(self, value: T) -> str:
        """Write the camera's text; raise InvalidValueError outside the limits."""

    def including(self, value: T) -> Codec[T]:
        """Return these limits, wide enough for a value that a camera was set to.

        A camera may know more than its manual, and what it has told must stay a choice.
        """
        return self

    @property
    @abstractmethod
    def limits(self) -> str:
        """The limits in the notation of the generated command reference."""

    @abstractmethod
    def sample(self) -> T:
        """Return a valid value: the default of a simulated camera."""


@dataclass(frozen=True, slots=True)
class Int(Codec[int]):
    """A whole number from `minimum` to `maximum`; some firmware writes hexadecimal or `1.0`."""

    minimum: int
    maximum: int
    unit: str = ""
    kind = int

    @override
    def decode(self, text: str) -> int:
        text = text.strip()
        number = None
        with suppress(ValueError, OverflowError):
            number = int(float(text))
        with suppress(ValueError):
            number = int(text, 16 if text[:2].lower() == "0x" else 10)
        # Nothing of a camera is larger, and nothing that shows numbers takes what is.
        if number is None or number.bit_length() > MAX_BITS:
            raise ReplyError(f"not a number: {text[:40]!r}")
        return number

    @override
    def encode(self, value: int) -> str:
        try:
            number = int(value)
        except TypeError, ValueError, OverflowError:
            raise InvalidValueError(f"{value!r} is not a whole number") from None
        if number != value and str(number) != str(value).strip():
            raise InvalidValueError(f"{value!r} is not a whole number")
        if not self.minimum <= number <= self.maximum:
            raise InvalidValueError(f"{number} is not from {self.minimum} to {self.maximum}")
        return str(number)

    @override
    def including(self, value: int) -> Codec[int]:
        if self.minimum <= value <= self.maximum:
            return self
        return replace(self, minimum=min(self.minimum, value), maximum=max(self.maximum, value))

    @property
    @override
    def limits(self) -> str:
        return f"{self.minimum} to {self.maximum}" + (f" {self.unit}" if self.unit else "")

    @override
    def sample(self) -> int:
        return max(self.minimum, min(0, self.maximum))


@dataclass(frozen=True, slots=True)
class Reversed(Int):
    """A whole number that the camera counts the other way round: its least is the most."""

    @override
    def decode(self, text: str) -> int:
        return self.minimum + self.maximum - super(Reversed, self).decode(text)

    @override
    def including(self, value: int) -> Codec[int]:
        # Other limits would turn every number round another middle.
        return self

    @override
    def encode(self, value: int) -> str:
        checked = int(super(Reversed, self).encode(value))
        return str(self.minimum + self.maximum - checked)


@dataclass(frozen=True, slots=True)
class Real(Codec[float]):
    """A measured number, read only."""

    unit: str = ""
    kind = float

    @override
    def decode(self, text: str) -> float:
        with suppress(ValueError):
            if isfinite(number := float(text)):
                return number
        raise ReplyError(f"not a number: {text[:40]!r}")

    @override
    def encode(self, value: float) -> str:
        return str(value)

    @property
    @override
    def limits(self) -> str:
        return f"number {self.unit}".strip()

    @override
    def sample(self) -> float:
        return 0.0


@dataclass(frozen=True, slots=True)
class Flag(Codec[bool]):
    """On or off, `1` and `0` unless the manual says otherwise."""

    on: str = "1"
    off: str = "0"
    kind = bool

    @override
    def decode(self, text: str) -> bool:
        text = text.strip()
        if text == self.on:
            return True
        if text == self.off:
            return False
        raise ReplyError(f"neither {self.on!r} nor {self.off!r}: {text[:40]!r}")

    @override
    def encode(self, value: bool) -> str:
        if value in (0, 1):
            return self.on if value else self.off
        if str(value) in (self.on, self.off):
            return str(value)
        raise InvalidValueError(f"{value!r} is neither on nor off")

    @property
    @override
    def limits(self) -> str:
        return f"{self.off} off, {self.on} on"

    @override
    def sample(self) -> bool:
        return False


UNLISTED = "code "
"""What stands before a code that is in no manual."""
_CODE = re.compile(r"-?[0-9]{1,10}|[A-Za-z0-9][\w.]{0,15}")


@dataclass(frozen=True)
class Choice(Codec[str]):
    """One of the manual's codes, each with a neutral option name, in manual order.

    A code that no manual lists is called by itself, such as `code 7`.
    """

    options: Mapping[str, str]
    kind = str
    _codes: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the codes by name, and refuse a table in which two codes share one."""
        codes = {name: code for code, name in self.options.items()}
        if len(codes) != len(self.options):
            raise ValueError(f"option names are not unique: {self.options}")
        object.__setattr__(self, "_codes", codes)

    @classmethod
    def plain(cls, *codes: str) -> Choice:
        """Return the choice of codes that are good names themselves."""
        return cls({code: code for code in codes})

    @property
    def names(self) -> list[str]:
        """The option names, in manual order."""
        return list(self.options.values())

    @override
    def decode(self, text: str) -> str:
        code = text.strip()
        if code in self.options:
            return self.options[code]
        if _CODE.fullmatch(code):
            return f"{UNLISTED}{code}"
        raise ReplyError(f"unknown code {text[:40]!r}")

    @override
    def including(self, value: str) -> Codec[str]:
        code = value.removeprefix(UNLISTED)
        if code == value or value in self._codes or not _CODE.fullmatch(code):
            return self
        return Choice({**self.options, code: value})

    @override
    def encode(self, value: str) -> str:
        text = str(value)
        if text in self._codes:
            return self._codes[text]
        if text in self.options:
            return text
        raise InvalidValueError(f"{text!r} is not one of {', '.join(self._codes)}")

    @property
    @override
    def limits(self) -> str:
        return ", ".join(code if code == name else f"{code} {name}" for code, name in self.options.items())

    @override
    def sample(self) -> str:
        return next(iter(self.options.values()))


@dataclass(frozen=True, slots=True)
class Text(Codec[str]):
    """Text of at most `maximum` bytes as the camera counts them (UTF-8)."""

    maximum: int = 64
    kind = str

    @override
    def decode(self, text: str) -> str:
        return readable(text)

    @override
    def including(self, value: str) -> Codec[str]:
        length = len(value.encode("utf-8", "surrogateescape"))
        return self if length <= self.maximum else replace(self, maximum=length)

    @override
    def encode(self, value: str) -> str:
        text = str(value)
        try:
            length = len(text.encode())
        except UnicodeEncodeError:
            raise InvalidValueError("contains characters that cannot be sent") from None
        if length > self.maximum:
            raise InvalidValueError(f"longer than {self.maximum} characters")
        if any(ord(character) < 32 for character in text):
            raise InvalidValueError("control characters are not allowed")
        return text

    @property
    @override
    def limits(self) -> str:
        return f"text, at most {self.maximum}"

    @override
    def sample(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Octets(Text):
    r"""Any bytes; in text `\xNN`, `\r`, `\n`, `\t`, `\0` and `\\` stand for those one cannot type."""

    @override
    def decode(self, text: str) -> str:
        return "".join(_escape(byte) for byte in text.encode("utf-8", "surrogateescape"))

    @override
    def encode(self, value: str) -> str:
        octets = unescape(value)
        if len(octets) > self.maximum:
            raise InvalidValueError(f"longer than {self.maximum} bytes")
        return octets.decode("utf-8", "surrogateescape")

    @property
    @override
    def limits(self) -> str:
        return rf"bytes, at most {self.maximum}; \xNN for those that cannot be typed"


def unescape(text: str) -> bytes:
    """Return the bytes that a text of Octets stands for; raise InvalidValueError."""

    def octet(match: re.Match[str]) -> str:
        code = match[0][1:]
        if code[:1] == "x" and len(code) == 3:
            return chr(int(code[1:], 16))
        if code in _ESCAPES:
            return _ESCAPES[code]
        raise InvalidValueError(f"{match[0]!r} stands for nothing")

    # Each byte of the text first: an escape is a byte, never a character.
    octets = str(text).encode("utf-8", "surrogateescape").decode("latin-1")
    return re.sub(r"\\(x[0-9A-Fa-f]{2}|.|\Z)", octet, octets, flags=re.DOTALL).encode("latin-1")


_ESCAPES = {"r": "\r", "n": "\n", "t": "\t", "0": "\0", "\\": "\\"}


def _escape(byte: int) -> str:
    if byte == ord("\\"):
        return "\\\\"
    return chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}"


@dataclass(frozen=True, slots=True)
class Secret(Text):
    """Text that must never be logged, shown or stored outside the camera."""

    secret = True
