"""IPCAM CGI SDK 2.1: what the older subset of the commands does differently.

Its setters want everything they know, where the newer manual lets parts be left out.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Unpack

from ....model.catalogue import Command, Param
from ....model.codecs import Choice, Codec, Secret, Text
from ....model.rows import Details, field, fields, required
from .. import codes
from . import COMMANDS, parameters
from .commands import IDENTITY, SENSOR, STREAM_PARAMS

_ABSENT = (
    "check_user",
    "set_extra_io",
    "set_msn",
    "wifi_scan",
    "get_wifi_scan_result",
    "get_log",
    "test_mail",
    "test_ftp",
    "backup_params",
    "restore_params",
    "set_factory_params",
    "set_mac",
    "set_factory_ddns",
    "get_factory_ddns",
    "restore_factory_ddns",
)


def _pick(known: Iterable[Param], *names: str, **codecs: Codec[Any]) -> tuple[Param, ...]:
    """Return the parameters of these names, in this order, all required, some with another codec."""
    table = {param.name: param for param in known}
    return tuple(
        replace(
            table[name],
            codec=codecs.get(name, table[name].codec),
            required=True,
            doc=_undated(table[name].doc),
        )
        for name in names
    )


def _undated(doc: str) -> str:
    """Return the text without the firmware that only the newer manual tells of."""
    return doc.partition(" Since x.x.")[0]


def _optional(known: Iterable[Param]) -> tuple[Param, ...]:
    return tuple(replace(param, required=False) for param in known)


def _names(known: Iterable[Param]) -> tuple[str, ...]:
    return tuple(param.name for param in known)


_SIZE = codes.STREAM_SIZE
_SENSOR = {**SENSOR, "resolution": replace(SENSOR["resolution"], codec=_SIZE)}

_SENSITIVITY = Choice({"0": "high", "1": "medium", "2": "low", "3": "ultra_low"})

_DATETIME = _pick(parameters.DATETIME, "tz", "ntp_enable", "ntp_svr")
_DEVICES = parameters.devices(range(2, 10))
_WIFI = _pick(parameters.WIFI, *_names(parameters.WIFI))
_PPPOE = _pick(parameters.PPPOE, "enable", "user", "pwd", user=Text(40), pwd=Secret(20))
_DDNS = _pick(
    parameters.DDNS,
    *_names(parameters.DDNS),
    service=Choice(codes.DDNS_SERVICE_OLD),
    user=Text(20),
    pwd=Secret(20),
    host=Text(40),
    proxy_svr=Text(20),
)
_FTP = _pick(parameters.FTP, "svr", "port", "user", "pwd", "mode", "dir", "upload_interval")
_MAIL = _pick(
    parameters.MAIL,
    *_names(parameters.MAIL),
    user=Text(20),
    pwd=Secret(20),
    sender=Text(40),
    receiver1=Text(40),
    receiver2=Text(40),
    receiver3=Text(40),
    receiver4=Text(40),
)
_ALARM = _pick(
    parameters.ALARM,
    "motion_armed",
    "motion_sensitivity",
    "input_armed",
    "iolinkage",
    "mail",
    "upload_interval",
    motion_sensitivity=_SENSITIVITY,
)
_MISC = _optional(
    _pick((parameters.LED_MODE, *parameters.PATROL), *_names((parameters.LED_MODE, *parameters.PATROL)))
)

_STATUS = (
    *fields((parameters.CLOCK,)),
    field(
        "alarm_status",
        Choice({"0": "none", "1": "motion", "2": "input"}),
        "Alarm at this moment; goes back by itself.",
    ),
    field("ddns_status", Choice(codes.DDNS_STATUS_OLD), "What dynamic DNS came to."),
    field("upnp_status", codes.UPNP_STATUS, "What port forwarding came to."),
)

_SETTINGS = (
    *IDENTITY,
    *fields(parameters.ALIAS),
    *fields((parameters.CLOCK, *_DATETIME)),
    *fields(parameters.USERS),
    *fields(_DEVICES),
    *fields(parameters.NETWORK),
    *fields(_WIFI, "wifi_"),
    *fields(_PPPOE, "pppoe_"),
    *fields(parameters.UPNP, "upnp_"),
    *fields(_DDNS, "ddns_"),
    *fields(_MAIL, "mail_"),
    *fields(_FTP, "ftp_"),
    *fields(_ALARM, "alarm_"),
    *fields(parameters.DECODER, "decoder_"),
)


def _row(name: str, **changes: Unpack[Details]) -> Command:
    """Return a row of the newer manual as this one has it: without its firmware dates and slips."""
    known = COMMANDS[name]
    details: Details = {"since": "", "note": "", **changes}
    return replace(known, section=known.section.replace("1.27 ", "2.1 "), **details)


COMMANDS_21 = COMMANDS.overlay(
    changed=[
        _row("snapshot"),
        _row("videostream", params=_optional(_pick(STREAM_PARAMS, "resolution"))),
        _row("videostream.asf", params=_optional(_pick(STREAM_PARAMS, "resolution"))),
        _row(
            "get_status",
            returns=_STATUS,
            note="ddns_status 12 and 13 have the same words in this manual; the newer one tells them apart.",
        ),
        _row("get_camera_params", returns=fields(_SENSOR.values())),
        _row(
            "decoder_control",
            params=(
                required("command", Choice({**codes.MOVES, **codes.PATROLS, **codes.OUTPUT}), "What to do."),
            ),
            note="On most cameras with infrared lamps 95 lights them and 94 puts them out.",
        ),
        _row("camera_control.resolution", params=(_SENSOR["resolution"],)),
        _row("camera_control.brightness"),
        _row("camera_control.contrast"),
        _row("camera_control.mode"),
        _row("camera_control.flip"),
        _row("reboot"),
        _row("restore_factory"),
        _row(
            "get_params",
            returns=_SETTINGS,
            note="The manual forgets decoder_baud, which set_decoder.cgi sets.",
        ),
        _row("upgrade_firmware"),
        _row("upgrade_htmls"),
        _row("set_alias"),
        _row(
            "set_datetime",
            params=(*_DATETIME, parameters.CLOCK),
            whole=True,
            readonly=frozenset({"now"}),
        ),
        _row("set_users"),
        _row("set_devices", params=_DEVICES),
        _row("set_network", params=parameters.NETWORK),
        _row(
            "set_wifi",
            params=_WIFI,
            note="Encryption 1 is written web in the manual; it is WEP.",
        ),
        _row("set_pppoe", params=_PPPOE),
        _row("set_upnp"),
        _row("set_ddns", params=_DDNS),
        _row(
            "set_ftp",
            params=_FTP,
            whole=True,
            note="Mode 0 is written post in the manual; it is the port mode of FTP.",
        ),
        _row("set_mail", params=_MAIL),
        _row("set_alarm", params=_ALARM, whole=True),
        _row("comm_write"),
        _row(
            "set_forbidden",
            note="The manual's grammar has schedule_mon_o and schedule_web_2, its table "
            "schedule_mon_0 and schedule_wed_2, which is what is sent.",
        ),
        _row("get_forbidden"),
        _row(
            "set_misc",
            params=_MISC,
            note="The five rates are in the manual's table only, not in its grammar.",
        ),
        _row("get_misc", returns=fields(_MISC)),
        _row("set_decoder"),
    ],
    without=_ABSENT,
)
