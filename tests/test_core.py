"""The core of the library by itself: codecs, catalogue, lenses and bindings, transport and session."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from time import monotonic
from typing import Any
from urllib.parse import unquote_to_bytes

import aiohttp
from hypothesis import given, strategies as st
import pytest

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.dialects.netwave import NETWAVE
from custom_components.ipcam_cgi.ipcam.errors import (
    AuthError,
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    Reason,
    ReplyError,
    UnsupportedError,
)
from custom_components.ipcam_cgi.ipcam.http import transport as transport_module
from custom_components.ipcam_cgi.ipcam.http.session import SPACING, Session, shown
from custom_components.ipcam_cgi.ipcam.http.transport import REPEATS, STREAM_TIMEOUT, Transport
from custom_components.ipcam_cgi.ipcam.model import features as f
from custom_components.ipcam_cgi.ipcam.model.accessors import Accessor, Bit, Computed, Is, Value
from custom_components.ipcam_cgi.ipcam.model.binding import Binder, table
from custom_components.ipcam_cgi.ipcam.model.catalogue import (
    Access,
    Catalogue,
    Command,
    Effect,
    Field,
    Param,
    Request,
)
from custom_components.ipcam_cgi.ipcam.model.codecs import (
    Choice,
    Codec,
    Flag,
    Int,
    Real,
    Reversed,
    Secret,
    Text,
    readable,
    unescape,
)
from custom_components.ipcam_cgi.ipcam.model.dialect import ProbeResult, Rtsp
from custom_components.ipcam_cgi.ipcam.model.identifiers import mac_digits
from custom_components.ipcam_cgi.ipcam.model.options import CameraOptions
from custom_components.ipcam_cgi.ipcam.model.presets import preset_number
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials, Fetch, HttpRequest, HttpResponse
from custom_components.ipcam_cgi.ipcam.model.state import CameraState
from custom_components.ipcam_cgi.ipcam.probe import probe
from simulator import SimulatedCamera
from simulator.faults import Body, Cut, Fault, Huge, Reset, Slow, Unreachable
from tests.conftest import PASSWORD, USERNAME, MakeCamera, MakeSession

# Values

LEVELS = Choice({"0": "low", "1": "high", "7": "very_high"})


@pytest.mark.parametrize(
    ("codec", "text", "value"),
    [
        (Int(0, 10), "7", 7),
        (Int(0, 10), " 7 ", 7),
        (Int(0, 10), "0x0A", 10),
        (Int(0, 10), "3.0", 3),
        (Int(0, 10), "-4", -4),
        (Int(0, 10), "99", 99),
        (Reversed(0, 9), "0", 9),
        (Reversed(0, 9), "9", 0),
        (Reversed(0, 100), "30", 70),
        (Real(), "0.5", 0.5),
        (Real(), "-3", -3.0),
        (Flag(), "1", True),
        (Flag(), " 0 ", False),
        (Flag("on", "off"), "on", True),
        (LEVELS, "7", "very_high"),
        (Text(4), "longer than it may be", "longer than it may be"),
    ],
)
def test_decode(codec: Codec, text: str, value: object) -> None:
    assert codec.decode(text) == value


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        (Int(0, 10), ""),
        (Int(0, 10), "many"),
        (Int(0, 10), "0xZZ"),
        (Int(0, 10), "nan"),
        (Int(0, 10), "inf"),
        (Int(0, 10), "9" * 5000),
        (Reversed(0, 9), "x"),
        (Real(), "x"),
        (Real(), "nan"),
        (Flag(), "2"),
        (Flag(), ""),
        (Flag("on", "off"), "1"),
        (LEVELS, "<2>"),
        (LEVELS, ""),
    ],
)
def test_decode_refuses(codec: Codec, text: str) -> None:
    with pytest.raises(ReplyError):
        codec.decode(text)


@pytest.mark.parametrize(
    ("codec", "value", "text"),
    [
        (Int(-5, 5), -5, "-5"),
        (Int(-5, 5), 5, "5"),
        (Int(-5, 5), "3", "3"),
        (Int(-5, 5), 2.0, "2"),
        (Reversed(0, 9), 9, "0"),
        (Reversed(0, 9), 0, "9"),
        (Real(), 1.5, "1.5"),
        (Flag(), True, "1"),
        (Flag(), 0, "0"),
        (Flag(), "1", "1"),
        (Flag("on", "off"), True, "on"),
        (Flag("on", "off"), "off", "off"),
        (LEVELS, "very_high", "7"),
        (LEVELS, "7", "7"),
        (LEVELS, 7, "7"),
        (Text(4), "öl", "öl"),
        (Secret(4), "abcd", "abcd"),
    ],
)
def test_encode(codec: Codec, value: object, text: str) -> None:
    assert codec.encode(value) == text


@pytest.mark.parametrize(
    ("codec", "value"),
    [
        (Int(-5, 5), -6),
        (Int(-5, 5), 6),
        (Int(-5, 5), 1.5),
        (Int(-5, 5), "x"),
        (Int(-5, 5), None),
        (Int(-5, 5), float("inf")),
        (Reversed(0, 9), 10),
        (Flag(), 2),
        (Flag(), "yes"),
        (Flag(), None),
        (LEVELS, "medium"),
        (LEVELS, "<2>"),
        (Text(4), "abcde"),
        (Text(4), "ööö"),
        (Text(4), "a\n"),
        (Text(4), "\x00"),
        (Text(40), "\ud800"),
    ],
)
def test_encode_refuses(codec: Codec, value: object) -> None:
    with pytest.raises(InvalidValueError):
        codec.encode(value)


@given(st.text(max_size=100))
def test_any_text_is_a_value_or_a_bad_reply(text: str) -> None:
    for codec in (Int(0, 9), Reversed(0, 9), Real(), Flag(), LEVELS, Text(9)):
        try:
            value = codec.decode(text)
        except ReplyError:
            continue
        assert isinstance(value, codec.kind)


@given(st.integers(-20, 20))
def test_reversed_twice(number: int) -> None:
    codec = Reversed(-20, 20)
    assert codec.decode(codec.encode(number)) == number


def test_limits_are_said() -> None:
    assert Int(0, 9, "s").limits == "0 to 9 s"
    assert LEVELS.limits == "0 low, 1 high, 7 very_high"
    assert LEVELS.names == ["low", "high", "very_high"]
    assert Choice({"a": "a"}).limits == "a"
    codecs: list[Codec] = [Flag(), Real("lux"), Text(9), Secret(9)]
    for codec in codecs:
        assert codec.limits
        assert codec.decode(codec.encode(codec.sample())) == codec.sample()
    assert Secret(9).secret
    assert not Text(9).secret


def test_option_names_are_unique() -> None:
    with pytest.raises(ValueError, match="unique"):
        Choice({"0": "same", "1": "same"})


def test_no_secret_in_an_error() -> None:
    with pytest.raises(InvalidValueError) as raised:
        Secret(3).encode("hunter2")
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "octets"),
    [("ab", b"ab"), (r"\x00\xFf", b"\x00\xff"), (r"\r\n\t\\", b"\r\n\t\\"), ("é", "é".encode())],
)
def test_bytes_in_text(text: str, octets: bytes) -> None:
    assert unescape(text) == octets


@pytest.mark.parametrize("text", ["\\", r"\q", r"\x1", r"\xzz"])
def test_bytes_that_are_none(text: str) -> None:
    with pytest.raises(InvalidValueError):
        unescape(text)


# Catalogue


def command(name: str, effect: Effect, **details: Any) -> Command:
    """Return a row of a manual of our own."""
    details |= {"access": Access.VISITOR, "section": "1"}
    return Command(name=name, path=f"/{name}", doc="Something.", effect=effect, **details)


PARAMS = (
    Param(name="level", codec=LEVELS),
    Param(name="count", codec=Int(0, 9)),
    Param(name="name", codec=Text(9), required=False),
    Param(name="pwd", codec=Secret(9), required=False, needs=("name",)),
    Param(name="now", codec=Int(0, 99), required=False),
)
BOX_FIELDS = tuple(Field(name=f"box_{each.name}", codec=each.codec) for each in PARAMS)
GETTER = command("get", Effect.READ, group="box", returns=BOX_FIELDS)
WHOLE = command(
    "set",
    Effect.WRITE,
    group="box",
    params=PARAMS,
    whole=True,
    prefix="box_",
    readonly=frozenset({"box_now"}),
)
PART = replace(WHOLE, name="part", whole=False)
ROWS = Catalogue([GETTER, WHOLE, PART, command("act", Effect.ACTION)])
BOX = {"box_level": "1", "box_count": "4", "box_name": "hut", "box_pwd": "x", "box_now": "5", "box_new": "9"}


def test_encoding() -> None:
    row = ROWS["set"]
    assert row.encode({"count": 3, "level": "high"}) == {"level": "1", "count": "3"}
    for values in ({"level": "high"}, {"level": "high", "count": 10}, {"level": "high", "count": 1, "x": 1}):
        with pytest.raises(InvalidValueError) as raised:
            row.encode(values)
        assert raised.value.command == "set"


def test_whole_record_goes_out_whole() -> None:
    sent = ROWS["set"].complete({"box_count": "7"}, BOX)
    assert sent == {"level": "1", "count": "7", "name": "hut", "pwd": "x", "new": "9"}
    # The clock is sent only when it is what is to change.
    assert ROWS["set"].complete({"box_now": "6"}, BOX)["now"] == "6"


def test_partial_record_goes_out_partly() -> None:
    assert ROWS["part"].complete({"box_count": "7"}, BOX) == {"count": "7"}
    assert ROWS["part"].complete({"box_pwd": "y"}, BOX) == {"name": "hut", "pwd": "y"}


@pytest.mark.parametrize("lost", ["box_level", "box_count"])
def test_nothing_goes_out_of_half_a_record(lost: str) -> None:
    record = {name: text for name, text in BOX.items() if name != lost}
    with pytest.raises(InvalidValueError, match="nothing was changed"):
        ROWS["set"].complete({"box_name": "shed"}, record)


def test_what_the_firmware_lacks_is_not_sent() -> None:
    record = {name: text for name, text in BOX.items() if name != "box_name"}
    assert "name" not in ROWS["set"].complete({"box_count": "1"}, record)


@given(
    st.dictionaries(st.sampled_from(sorted(BOX)), st.text("0123456789", min_size=1, max_size=3)),
    st.dictionaries(st.sampled_from(sorted(BOX)), st.text("0123456789", min_size=1, max_size=3), min_size=1),
)
def test_no_field_of_a_record_is_lost(record: Mapping[str, str], changes: Mapping[str, str]) -> None:
    try:
        sent = ROWS["set"].complete(changes, record)
    except InvalidValueError:
        assert {"box_level", "box_count"} - ({*record} | {*changes})
        return
    merged = {**record, **changes}
    for name, text in merged.items():
        if name != "box_now" and (name != "box_new" or name in record):
            assert sent[name.removeprefix("box_")] in (text, record.get(name))
    assert set(sent) <= {name.removeprefix("box_") for name in merged}


def test_lookups() -> None:
    row = ROWS["set"]
    assert row.param("level").field == "box_level"
    assert GETTER.field("box_level").codec is LEVELS
    for lookup in (row.param, GETTER.field):
        with pytest.raises(InvalidValueError):
            lookup("nothing")
    assert row.secrets == {"pwd"}
    assert GETTER.secrets == {"box_pwd"}
    assert ROWS.getter("box") is ROWS["get"]
    assert ROWS.getter("") is None
    assert ROWS.getter("bag") is None


def test_tables_are_honest() -> None:
    with pytest.raises(ValueError, match="twice"):
        Catalogue([GETTER, GETTER])
    relative = ROWS.overlay(changed=[command("new", Effect.READ)], without=["act"])
    assert list(relative) == ["get", "set", "part", "new"]
    with pytest.raises(KeyError):
        ROWS.overlay(without=["nothing"])


def test_parameters_as_they_may_be_logged() -> None:
    request = Request(ROWS["set"], {"level": "1", "pwd": "hunter2"})
    assert shown(request) == {"level": "1", "pwd": "**"}


# Lenses and bindings

SIZE = f.Feature("size", int)
STATE = f.Feature("state", bool)
LEVEL = f.Feature("level", str)
DO: f.Feature[None] = f.Feature("do", type(None))


def test_lenses() -> None:
    assert Value("a", Int(0, 9)).read({"a": "3"}) == 3
    assert Value("a", Int(0, 9)).read({"a": "x"}) is None
    assert Value("a", Int(0, 9)).read({}) is None
    assert Is("a", "2").read({"a": " 2 "}) is True
    assert Is("a", "2").read({"a": "1"}) is False
    assert Is("a", "2").read({"a": ""}) is None
    assert Computed(lambda record: record.get("a")).read({"a": "b"}) == "b"
    assert Computed(lambda record: record.get("a")).present_in({"a": "b"})
    assert not Computed(lambda record: record.get("a")).present_in({})
    readonly: list[Accessor[Any]] = [Is("a", "2"), Computed(lambda _record: 1)]
    for accessor in readonly:
        with pytest.raises(InvalidValueError):
            accessor.patch(True, {})


@given(st.integers(0, (1 << 32) - 1), st.integers(0, 31), st.booleans())
def test_bits_keep_their_neighbours(number: int, index: int, value: bool) -> None:
    changed = int(Bit("a", index).patch(value, {"a": str(number)})["a"])
    assert bool(changed >> index & 1) is value
    assert (changed ^ number) & ~(1 << index) == 0


def test_binding_to_a_setting() -> None:
    binding = Binder(ROWS).setting(LEVEL, "set", "level")
    assert binding
    assert binding.getter is ROWS["get"]
    assert binding.commands == (ROWS["set"],)
    assert binding.writer
    assert binding.writer.reads == (ROWS["get"],)
    assert binding.codec is LEVELS


def test_a_binding_knows_what_the_rows_say_of_its_commands() -> None:
    rows = Catalogue(
        [
            replace(ROWS["get"], bulk_getter="all", bulk_lacks=frozenset({"box_count"})),
            replace(ROWS["set"], capability_getters=("can",)),
            command("all", Effect.READ),
            command("can", Effect.READ),
        ]
    )
    bind = Binder(rows)
    level = bind.setting(LEVEL, "set", "level", available_if=lambda _state: True)
    assert level
    assert level.bulk_getter is rows["all"]
    assert level.capability_getters == (rows["can"],)
    # What the bulk getter leaves out is asked for, and nobody needs to know what there is no limit to.
    size = bind.setting(SIZE, "set", "count")
    assert size
    assert size.bulk_getter is None
    assert size.capability_getters == ()


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("00:1A:2b:3C:4d:5E", "001a2b3c4d5e"),
        ("00-1a-2b-3c-4d-5e", "001a2b3c4d5e"),
        (" 001A2B3C4D5E\n", "001a2b3c4d5e"),
        ("00:1a:2b:3c:4d", ""),
        ("camera 1a2b3c4d5e6f", ""),
        ("", ""),
    ],
)
def test_mac_digits(text: str, digits: str) -> None:
    assert mac_digits(text) == digits


@pytest.mark.parametrize("name", ["0", "31", "-1", "Pond", "", "9" * 5000])
def test_no_preset(name: str) -> None:
    options = CameraOptions(presets=("Gate",))
    assert preset_number("Gate", options, 30) == 1
    with pytest.raises(InvalidValueError):
        preset_number(name, options, 30)


def test_bindings_that_do_not_fit() -> None:
    bind, lenient = Binder(ROWS), Binder(ROWS, partial=True)
    attempts: list[Callable[[Binder], object]] = [
        lambda bind: bind.setting(SIZE, "set", "nothing"),
        lambda bind: bind.setting(SIZE, "nothing", "count"),
        lambda bind: bind.change(SIZE, "nothing", Value("a", Int(0, 1))),
        lambda bind: bind.state(SIZE, "nothing", "box_count"),
        lambda bind: bind.state(SIZE, "get", "nothing"),
        lambda bind: bind.request("nothing"),
        lambda bind: bind.request("set", level="huge", count=1),
        lambda bind: bind.compute(SIZE, lambda _value, _state: (), "nothing"),
    ]
    for attempt in attempts:
        assert attempt(lenient) is None
        with pytest.raises((KeyError, InvalidValueError)):
            attempt(bind)
    # Another type is a mistake in any case.
    for each in (bind, lenient):
        with pytest.raises(TypeError):
            each.setting(SIZE, "set", "level")
        with pytest.raises(TypeError):
            each.state(STATE, "get", "box_count")
    assert bind.kind("set", "level") is str
    assert bind.kind("set", "nothing") is None
    assert bind.kind("nothing", "level") is None


def test_bindings_to_requests() -> None:
    bind = Binder(ROWS, partial=True)
    act, missing = bind.request("act"), bind.request("nothing")
    states = bind.send(LEVEL, {"up": (act,), "down": (missing,)})
    assert states
    assert isinstance(states.codec, Choice)
    assert states.codec.names == ["up"]
    assert bind.send(LEVEL, {"down": (missing,)}) is None
    action = bind.action(DO, act)
    assert action
    assert action.commands == (ROWS["act"],)
    assert bind.action(DO, missing) is None


def test_a_feature_is_bound_once() -> None:
    bind = Binder(ROWS)
    binding = bind.setting(LEVEL, "set", "level")
    assert list(table(binding, None)) == [LEVEL]
    with pytest.raises(ValueError, match="twice"):
        table(binding, binding)


def test_snapshot() -> None:
    state = CameraState()
    assert state.get(SIZE) is None
    state.set(SIZE, 3)
    assert dict(state) == {SIZE: 3}
    state.set(SIZE, None)
    assert dict(state) == {}
    # What has another type than the feature is not known.
    state.set(f.Feature("size", str), "3")
    assert state.get(SIZE) is None


def test_vocabulary() -> None:
    known = f.vocabulary()
    assert known["motion"] is f.MOTION
    assert known["extra_output_7"] is f.EXTRA_OUTPUTS[7]
    assert all(key == feature.key for key, feature in known.items())


def test_dialects_speak_the_vocabulary() -> None:
    known = f.vocabulary()
    for dialect in REGISTRY.values():
        for feature in dialect.bindings:
            assert known[feature.key] is feature


# Wire


def test_targets() -> None:
    http_request = HttpRequest("GET", "/a.cgi", [("b", "x y&z"), ("c", "é,:"), ("d", "")])
    assert http_request.target == "/a.cgi?b=x%20y%26z&c=%C3%A9,:&d="
    assert HttpRequest("GET", "/a.cgi", []).target == "/a.cgi"
    assert HttpRequest("GET", "/a.cgi", [("p", "^1")], literal=frozenset({"p"})).target == "/a.cgi?p=^1"


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        ("Gärten".encode(), "Gärten"),
        ("花园".encode("gb2312"), "花园"),
        ("後門".encode("gbk"), "後門"),
        ("Tür 3".encode("latin-1"), "Tür 3"),
        ("Straße".encode("latin-1"), "Straße"),
        ("5 €".encode("cp1252"), "5 €"),
        (b"\xff\x81", "ÿ\x81"),
        (b"", ""),
    ],
)
def test_charsets(octets: bytes, text: str) -> None:
    wire = HttpResponse(200, {}, octets).text
    assert wire.encode("utf-8", "surrogateescape") == octets
    assert readable(wire) == text
    assert unquote_to_bytes(HttpRequest("GET", "/", [("a", wire)]).target.partition("=")[2]) == octets


def test_each_value_has_a_charset_of_its_own() -> None:
    record = {"a": HttpResponse(200, {}, "Tür".encode("latin-1")).text, "b": "Gärten"}
    assert [Value(name, Text()).read(record) for name in record] == ["Tür", "Gärten"]


def test_a_value_that_stays_goes_back_as_it_came() -> None:
    record = {"name": HttpResponse(200, {}, "Tür".encode("latin-1")).text, "mode": " 07 ", "level": "0x10"}
    for name, codec in (("name", Text()), ("mode", Choice({"1": "day"})), ("level", Int(0, 9))):
        accessor: Value[Any] = Value(name, codec)
        value = accessor.read(record)
        assert value is not None
        assert accessor.patch(value, record) == {name: record[name]}


@pytest.mark.parametrize(
    ("codec", "text", "value"),
    [
        (Choice({"0": "low", "1": "high"}), "7", "code 7"),
        (Choice({"0": "low", "1": "high"}), "h265", "code h265"),
        (Int(0, 9), "250", 250),
        (Int(0, 9), "-3", -3),
        (Text(4), "Terrace", "Terrace"),
    ],
)
def test_what_a_camera_is_set_to_is_a_choice(codec: Codec, text: str, value: object) -> None:
    with pytest.raises(InvalidValueError):
        codec.encode(value)
    assert codec.decode(text) == value
    wide = codec.including(value)
    assert wide.encode(value) == text
    assert wide.including(value) == wide
    # What was a choice before, still is one.
    assert codec.including(codec.sample()) == codec
    # So it can be set to it again.
    accessor: Value[Any] = Value("field", codec)
    assert accessor.patch(value, {}) == {"field": text}


def test_garbage_is_no_choice() -> None:
    codec = Choice({"0": "low"})
    for text in ("", "<html>", "no such thing", "x" * 40):
        assert codec.including(f"code {text}") == codec
        with pytest.raises(ReplyError):
            codec.decode(text)


def test_no_credentials_in_a_representation() -> None:
    assert repr(Credentials("keeper", "hunter2")) == "Credentials()"


def test_errors_name_the_command() -> None:
    assert str(CameraError("no", command="get")) == "get: no"
    assert str(CameraError("no")) == "no"


# Transport


async def test_a_stream_may_last_for_ever(
    camera: SimulatedCamera, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[aiohttp.ClientTimeout] = []
    request = client.request

    def remember(*args: Any, **kwargs: Any) -> Any:
        limits.append(kwargs["timeout"])
        return request(*args, **kwargs)

    monkeypatch.setattr(aiohttp.ClientSession, "request", staticmethod(remember))
    transport = Transport(client, *camera.address)
    async with transport.stream(HttpRequest("GET", "/get_status.cgi", [])) as (head, chunks):
        assert head.status == 200
        assert b"".join([chunk async for chunk in chunks])
    assert limits[-1].total is None
    assert limits[-1].sock_read == STREAM_TIMEOUT


async def test_every_answer_ends(camera: SimulatedCamera, client: aiohttp.ClientSession) -> None:
    """Also one whose bytes come one by one, so that no single one is late."""
    camera.faults.add(Slow(delay=0.02))
    with pytest.raises(CameraConnectionError, match="timed out waiting for a reply"):
        await Transport(client, *camera.address).fetch(HttpRequest("GET", "/get_status.cgi", []), 0.2)


async def test_answers_are_bounded(
    camera: SimulatedCamera, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "MAX_BODY", 10_000)
    camera.faults.add(Huge(size=100_000))
    with pytest.raises(ReplyError, match="longer"):
        await Transport(client, *camera.address).fetch(HttpRequest("GET", "/get_status.cgi", []))


async def test_nobody_takes_the_connection(
    camera: SimulatedCamera, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "CONNECT_TIMEOUT", 0.2)
    camera.faults.add(Unreachable())
    with pytest.raises(CameraConnectionError) as raised:
        await Transport(client, *camera.address).fetch(HttpRequest("GET", "/get_status.cgi", []))
    assert raised.value.reason in ("timed out waiting for a reply", "no connection")
    camera.faults.clear()


async def test_requests_are_counted(
    camera: SimulatedCamera, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    transport = Transport(client, *camera.address)
    for _ in range(3):
        await transport.fetch(HttpRequest("GET", "/get_status.cgi", []))
    assert transport.requests == transport.requests_per_minute == 3
    later = monotonic() + 61
    monkeypatch.setattr(transport_module, "monotonic", lambda: later)
    assert transport.requests_per_minute == 0
    monkeypatch.setattr(transport_module, "MAX_COUNTED", 2)
    for _ in range(4):
        await transport.fetch(HttpRequest("GET", "/get_status.cgi", []))
    assert transport.requests == 7
    assert transport.requests_per_minute == 2


BREAKS: list[Callable[[], Fault]] = [Reset, Cut, lambda: Cut(keep=0), lambda: Reset(execute=True)]


@pytest.mark.parametrize("fault", BREAKS)
@pytest.mark.parametrize(
    "request_",
    [
        HttpRequest("GET", "/reboot.cgi", [], repeatable=False),
        HttpRequest("GET", "/check_user.cgi", [], is_login=True),
    ],
    ids=["write", "login"],
)
async def test_nothing_is_sent_twice(
    camera: SimulatedCamera, client: aiohttp.ClientSession, fault: Callable[[], Fault], request_: HttpRequest
) -> None:
    """A GET moves motors and counts as an attempt to log in."""
    struck = camera.faults.add(fault())
    with pytest.raises(CameraConnectionError):
        await Transport(client, *camera.address).fetch(request_)
    assert struck.struck == 1


@pytest.mark.parametrize("fault", BREAKS)
async def test_a_reading_is_asked_again(
    camera: SimulatedCamera, client: aiohttp.ClientSession, fault: Callable[[], Fault]
) -> None:
    """One connection in ten breaks: no reason to miss a poll."""
    struck = camera.faults.add(fault())
    struck.times = 1
    transport = Transport(client, *camera.address)
    assert b"alarm_status" in (await transport.fetch(HttpRequest("GET", "/get_status.cgi", []))).body
    assert struck.struck == 1
    struck.times = None
    with pytest.raises(CameraConnectionError):
        await transport.fetch(HttpRequest("GET", "/get_status.cgi", []))
    assert struck.struck == 2 + REPEATS


async def test_redirects_are_not_followed(camera: SimulatedCamera, client: aiohttp.ClientSession) -> None:
    camera.faults.add(Body(status=302))
    answer = await Transport(client, *camera.address).fetch(HttpRequest("GET", "/get_status.cgi", []))
    assert answer.status == 302
    assert len(camera.requests) == 1


@pytest.mark.parametrize(
    ("host", "place", "url"),
    [
        ("cam", Rtsp(path="/live"), "rtsp://u%20s:p%40%2Fw@cam:81/live"),
        ("cam", Rtsp(path="/live", port=554), "rtsp://u%20s:p%40%2Fw@cam:554/live"),
        ("fd00::7", Rtsp(path="/live", port=554), "rtsp://u%20s:p%40%2Fw@[fd00::7]:554/live"),
    ],
)
async def test_player_addresses(client: aiohttp.ClientSession, host: str, place: Rtsp, url: str) -> None:
    transport = Transport(client, host, 81)
    assert transport.rtsp_url(place, Credentials("u s", "p@/w")) == url
    assert "p@" not in transport.url


# Session


async def test_cameras_get_a_rest_between_requests(
    camera: SimulatedCamera, client: aiohttp.ClientSession
) -> None:
    session = Session(Transport(client, *camera.address), NETWAVE, Credentials(USERNAME, PASSWORD))
    started = monotonic()
    for _ in range(4):
        await session.ask("get_misc")
    assert monotonic() - started >= 3 * SPACING * 0.9
    # Not a whole rest before the first one after a pause.
    await asyncio.sleep(2 * SPACING)
    await session.ask("get_misc")
    sent = [each.at for each in camera.requests if each.command == "get_misc"]
    gaps = [after - before for before, after in pairwise(sent)]
    assert min(gaps) >= SPACING * 0.8


async def test_unknown_command(make_session: MakeSession) -> None:
    with pytest.raises(UnsupportedError):
        await make_session().ask("make_tea")


async def test_the_queue_goes_on_after_a_failure(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    camera.faults.add(Reset(path="/get_misc.cgi", times=1 + REPEATS))
    results = await asyncio.gather(
        *(device.commands.ask("get_misc") for _ in range(4)), return_exceptions=True
    )
    assert [isinstance(result, CameraConnectionError) for result in results] == [True, False, False, False]


async def test_a_cancelled_request_frees_the_queue(camera: SimulatedCamera, make_camera: MakeCamera) -> None:
    device = await make_camera()
    slow = camera.faults.add(Slow(path="/get_misc.cgi", delay=0.05, times=1))
    waiting = asyncio.create_task(device.commands.ask("get_misc"))
    while not slow.struck:  # noqa: ASYNC110 - the camera tells nobody
        await asyncio.sleep(0.005)
    waiting.cancel()
    async with asyncio.timeout(2):
        assert await device.commands.ask("get_misc")


# Probe


def dialects(*probes: Callable[[Fetch], Any]) -> dict[str, Any]:
    """Return a registry of dialects that recognize a camera in these ways."""
    return {str(number): replace(NETWAVE, probe=each) for number, each in enumerate(probes)}


async def nothing(_fetch: Fetch) -> None:
    """Not ours."""


async def ours(_fetch: Fetch) -> ProbeResult:
    """Recognize everything."""
    return ProbeResult("ours")


def failing(error: CameraError) -> Callable[[Fetch], Any]:
    """Return a probe that fails."""

    async def fail(_fetch: Fetch) -> None:
        raise error

    return fail


async def test_probe_asks_each_manual_once(client: aiohttp.ClientSession) -> None:
    transport = Transport(client, "127.0.0.1", 1)
    assert (await probe(transport, dialects(nothing, ours))).dialect == "ours"
    assert (await probe(transport, dialects(failing(ReplyError("x")), ours))).dialect == "ours"
    assert (await probe(transport, dialects(failing(CameraConnectionError("reset")), ours))).dialect == "ours"
    with pytest.raises(CameraConnectionError, match="connection refused"):
        await probe(transport, dialects(failing(CameraConnectionError(Reason.REFUSED)), ours))
    with pytest.raises(CameraConnectionError, match="reset"):
        await probe(transport, dialects(failing(CameraConnectionError("reset"))))
    with pytest.raises(UnsupportedError, match="none of the manuals"):
        await probe(transport, dialects(nothing, failing(AuthError("no"))))
    with pytest.raises(UnsupportedError, match="speak ONVIF"):
        await probe(transport, dialects(nothing, failing(UnsupportedError("speak ONVIF"))))
