"""Every command of IP Camera CGI 1.27, in the manual's order.

What every one of them takes besides is not listed: the login (`user` and `pwd`, or `cam_user` and
`cam_pwd` where those are settings) is the session's matter, and `next_url` only redirects a browser.
"""

from typing import TypedDict, Unpack

from ...model.catalogue import Access, Catalogue, Command, Effect, Field, Param, Speed, catalogue, returned
from ...model.codecs import Flag, Int, Octets, Secret, Text
from . import codes, params

VISITOR, OPERATOR, ADMINISTRATOR = Access.VISITOR, Access.OPERATOR, Access.ADMINISTRATOR


class Details(TypedDict, total=False):
    """The optional parts of a row."""

    fixed: tuple[tuple[str, str], ...]
    params: tuple[Param, ...]
    returns: tuple[Field, ...]
    group: str
    whole: bool
    prefix: str
    readonly: frozenset[str]
    speed: Speed
    upload: str
    since: str
    note: str


def _cgi(
    name: str, doc: str, access: Access, effect: Effect, *, file: str = "", **details: Unpack[Details]
) -> Command:
    """Return the row of a command, which is called like the file it asks for."""
    file = file or f"{name}.cgi"
    return Command(
        name=name,
        path=f"/{file}",
        doc=doc,
        access=access,
        effect=effect,
        section=f"1.27 {file}",
        **details,
    )


def _sensor(name: str, number: int, param: Param, *, note: str = "") -> Command:
    """Return one of the image settings that share camera_control.cgi."""
    return _cgi(
        f"camera_control.{name}",
        f"Set the picture's {name}.",
        OPERATOR,
        Effect.WRITE,
        file="camera_control.cgi",
        fixed=(("param", str(number)),),
        params=(param,),
        group="camera",
        note=note,
    )


SENSOR = {
    "resolution": Param(name="value", field="resolution", codec=codes.SIZE, doc="Size of the picture."),
    "brightness": Param(name="value", field="brightness", codec=Int(0, 255), doc="Brightness."),
    "contrast": Param(name="value", field="contrast", codec=Int(0, 6), doc="Contrast."),
    "mode": Param(name="value", field="mode", codec=codes.LIGHT, doc="Mains frequency, or daylight."),
    "flip": Param(
        name="value", field="flip", codec=codes.FLIP, doc="Bit 0 turns upside down, bit 1 mirrors."
    ),
}

STREAM = (
    Param(
        name="resolution",
        codec=codes.STREAM_SIZE,
        required=False,
        doc="Size of the picture; as the camera is set when not given. Since x.x.1.39.",
    ),
    Param(
        name="rate",
        codec=codes.RATE,
        required=False,
        doc="Most pictures per second; full speed when not given. Since x.x.2.17.",
    ),
)

IDENTITY = (
    Field(name="id", codec=Text(12), doc="The camera's id, which is its MAC address."),
    Field(name="sys_ver", codec=Text(), doc="Firmware version."),
    Field(name="app_ver", codec=Text(), doc="Version of the web pages."),
)

WIFI_SCAN_FIELDS = (
    Field(name="ap_number", codec=Int(0, 255), doc="Number of networks found."),
    Field(name="ap_bssid[0]", codec=Text(12), doc="BSSID of the first network; the next has index 1."),
    Field(name="ap_ssid[0]", codec=Text(40), doc="Name of the first network, and so on."),
    Field(
        name="ap_mode[0]",
        codec=codes.SEEN_MODE,
        doc="Kind of network; the camera can only join infrastructure.",
    ),
    Field(
        name="ap_security[0]", codec=codes.SEEN_SECURITY, doc="Encryption of the first network, and so on."
    ),
)

COMMANDS: Catalogue = catalogue(
    [
        _cgi(
            "check_user",
            "Tell whose login this is and what it may do.",
            VISITOR,
            Effect.READ,
            returns=(
                Field(name="user", codec=Text(12), doc="User name of this login."),
                Field(name="pwd", codec=Secret(12), doc="Its password, in clear text."),
                Field(name="pri", codec=codes.OWN_ROLE, doc="Its privilege."),
            ),
            speed=Speed.ONCE,
            since="x.x.2.2",
            note="The privilege counts from 1 here, from 0 in get_params.cgi and set_users.cgi.",
        ),
        _cgi("snapshot", "Take a still picture (JPEG).", VISITOR, Effect.READ),
        _cgi(
            "videostream",
            "Send the live picture as a stream of JPEGs (server push).",
            VISITOR,
            Effect.STREAM,
            params=STREAM,
            since="x.x.1.17",
        ),
        _cgi(
            "videostream.asf",
            "Send the live picture with sound as ASF, for players such as VLC and MPlayer.",
            VISITOR,
            Effect.STREAM,
            file="videostream.asf",
            params=STREAM,
            since="x.x.1.39",
        ),
        _cgi(
            "get_status",
            "Tell identity, clock, alarm and the state of the network services.",
            Access.NONE,
            Effect.READ,
            returns=(
                *IDENTITY,
                *returned("", params.ALIAS),
                *returned("", (params.CLOCK, params.TIME_ZONE)),
                Field(
                    name="alarm_status", codec=codes.ALARM, doc="Alarm at this moment; goes back by itself."
                ),
                Field(name="ddns_status", codec=codes.DDNS_STATUS, doc="What dynamic DNS came to."),
                Field(name="ddns_host", codec=Text(), doc="Host name at the dynamic DNS service."),
                Field(name="oray_type", codec=codes.ORAY_TYPE, doc="Kind of account at oray."),
                Field(
                    name="wifi_status",
                    codec=Flag(),
                    doc="On: joined by Wi-Fi; off: by cable. Since x.x.2.41.",
                ),
                Field(name="upnp_status", codec=codes.UPNP_STATUS, doc="What port forwarding came to."),
                Field(name="msn_status", codec=codes.MSN_STATUS, doc="What MSN came to. Since x.x.2.32."),
            ),
            speed=Speed.FAST,
            note="Real cameras also send reserved codes of ddns_status (18-28, 40-42), which mean nothing.",
        ),
        _cgi(
            "get_camera_params",
            "Tell the image settings.",
            VISITOR,
            Effect.READ,
            returns=returned("", SENSOR.values()),
            group="camera",
            note="The manual lists no qqvga here, though camera_control.cgi sets it.",
        ),
        _cgi(
            "decoder_control",
            "Move the camera or a decoder behind it, and switch the output.",
            OPERATOR,
            Effect.ACTION,
            params=(
                Param(name="command", codec=codes.DECODER, doc="What to do."),
                Param(
                    name="onestep",
                    codec=Flag(),
                    required=False,
                    doc="Make one small step and stop; internal motor only, and only up, down, left and "
                    "right. Since x.x.1.41.",
                ),
                Param(
                    name="degree",
                    codec=Int(0, 360),
                    required=False,
                    doc="Size of that step; no range documented. Since x.x.2.28.",
                ),
            ),
            note="Codes 25-29 and 90-93 mean one thing to an internal motor, by which they are named here, "
            "and another to an RS-485 decoder: 25 opens switch 2, 26 and 28 close switches 3 and 4, 27 and "
            "29 open them, 90 and 91 set and go to preset 31, 92 and 93 preset 32. Codes 8-24 reach a "
            "decoder only, 255 an internal motor only. On most cameras with infrared lamps 95 lights them "
            "and 94 puts them out.",
        ),
        _cgi(
            "set_extra_io",
            "Set the eight lines of an extra I/O chip.",
            OPERATOR,
            Effect.ACTION,
            params=(
                Param(name="value", codec=Int(0, 255), doc="One bit per line, line 0 lowest; 1 is high."),
            ),
            since="x.x.2.38",
            note="Cameras with a zoom lens use lines 4-7 for it.",
        ),
        _sensor("resolution", 0, SENSOR["resolution"]),
        _sensor("brightness", 1, SENSOR["brightness"]),
        _sensor("contrast", 2, SENSOR["contrast"]),
        _sensor("mode", 3, SENSOR["mode"]),
        _sensor("flip", 5, SENSOR["flip"], note="The manual calls this patrol; it flips and mirrors."),
        _cgi("reboot", "Restart the camera.", ADMINISTRATOR, Effect.ACTION),
        _cgi("restore_factory", "Put all settings back to the factory's.", ADMINISTRATOR, Effect.DESTRUCTIVE),
        _cgi(
            "get_params",
            "Tell all settings, every password in clear text among them.",
            ADMINISTRATOR,
            Effect.READ,
            returns=(
                *IDENTITY,
                *returned("", params.ALIAS),
                *returned("", (params.CLOCK, *params.DATETIME)),
                *returned("", params.USERS),
                *returned("", params.DEVICES),
                *returned("", (*params.NETWORK, params.DHCP_VENDOR)),
                *returned("wifi_", (*params.WIFI, params.WIFI_COUNTRY)),
                *returned("pppoe_", params.PPPOE),
                *returned("upnp_", params.UPNP),
                *returned("ddns_", params.DDNS),
                *returned("mail_", (*params.MAIL, params.MAIL_TLS)),
                *returned("ftp_", params.FTP),
                *returned("alarm_", params.ALARM),
                *returned("decoder_", params.DECODER),
                *returned("msn_", params.MSN),
            ),
            group="params",
            note="The manual names two values of wifi_encrypt only; set_wifi.cgi has all six.",
        ),
        _cgi(
            "upgrade_firmware",
            "Install a firmware file.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            upload="file",
        ),
        _cgi(
            "upgrade_htmls",
            "Install a file of web pages.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            upload="file",
        ),
        _cgi(
            "set_alias",
            "Name the camera.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=params.ALIAS,
            group="params",
        ),
        _cgi(
            "set_datetime",
            "Set clock, time zone and NTP.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=(*params.DATETIME, params.CLOCK),
            group="params",
        ),
        _cgi(
            "set_users",
            "Set all eight accounts.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            params=params.USERS,
            group="params",
            whole=True,
        ),
        _cgi(
            "set_devices",
            "Set the other cameras that the web page shows too.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=params.DEVICES,
            group="params",
            whole=True,
            note="Real cameras keep devices 5-9 too, which this manual does not know.",
        ),
        _cgi(
            "set_network",
            "Set address and port. The camera may be gone from where it was.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            params=(*params.NETWORK, params.DHCP_VENDOR),
            group="params",
            whole=True,
        ),
        _cgi(
            "set_wifi",
            "Set the Wi-Fi network. The camera may be gone from where it was.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            params=(*params.WIFI, params.WIFI_COUNTRY),
            group="params",
            whole=True,
            prefix="wifi_",
        ),
        _cgi(
            "set_pppoe",
            "Set the PPPoE account. The camera may be gone from where it was.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            params=(*params.PPPOE, params.PPPOE_MAIL),
            group="params",
            whole=True,
            prefix="pppoe_",
            note="The manual's grammar asks for mail_ip, its table does not know it.",
        ),
        _cgi(
            "set_upnp",
            "Switch port forwarding by UPnP.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=params.UPNP,
            group="params",
            prefix="upnp_",
        ),
        _cgi(
            "set_ddns",
            "Set the dynamic DNS account.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=(*params.DDNS, params.DDNS_RESTART),
            group="params",
            whole=True,
            prefix="ddns_",
            note="Service 15 is easynet in one place of the manual and NetEase in another.",
        ),
        _cgi(
            "set_ftp",
            "Set the FTP server and the upload of pictures.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=params.FTP,
            group="params",
            whole=True,
            prefix="ftp_",
        ),
        _cgi(
            "set_mail",
            "Set the mail server and the receivers.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=(*params.MAIL, params.MAIL_TLS),
            group="params",
            whole=True,
            prefix="mail_",
        ),
        _cgi(
            "set_msn",
            "Set the MSN account and its contacts.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=params.MSN,
            group="params",
            prefix="msn_",
            since="x.x.2.32",
        ),
        _cgi(
            "set_alarm",
            "Set what raises an alarm and what follows.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=params.ALARM,
            group="params",
            prefix="alarm_",
            note="The manual's grammar says sounddetect_enabled; its table and get_params.cgi say "
            "sounddetect_armed, which is what is sent.",
        ),
        _cgi(
            "comm_write",
            "Send text over the camera's serial port; few models have one.",
            OPERATOR,
            Effect.ACTION,
            params=(
                Param(name="port", codec=Int(0, 3), doc="Number of the serial port."),
                Param(name="baud", codec=codes.BAUD, doc="Speed."),
                Param(name="bytes", codec=Int(0, 255), doc="Number of bytes to send."),
                Param(name="data", codec=Octets(255), doc="What to send."),
            ),
            since="x.x.1.41",
        ),
        _cgi(
            "set_forbidden",
            "Set when nobody may watch or listen.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=params.FORBIDDEN,
            group="forbidden",
            whole=True,
            prefix="",
            since="x.x.1.41",
        ),
        _cgi(
            "get_forbidden",
            "Tell when nobody may watch or listen.",
            ADMINISTRATOR,
            Effect.READ,
            returns=returned("", params.FORBIDDEN),
            group="forbidden",
            since="x.x.1.41",
        ),
        _cgi(
            "set_misc",
            "Set the status LED and the motors.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=params.MISC,
            group="misc",
            prefix="",
            since="x.x.1.41",
            note="The five rates are in the manual's table only, not in its grammar.",
        ),
        _cgi(
            "get_misc",
            "Tell the settings of the status LED and the motors.",
            ADMINISTRATOR,
            Effect.READ,
            returns=returned("", params.MISC),
            group="misc",
            since="x.x.1.41",
            note="The manual refers to this command itself for the fields; they are those of set_misc.cgi.",
        ),
        _cgi(
            "set_decoder",
            "Set the serial line to the decoder.",
            ADMINISTRATOR,
            Effect.WRITE,
            params=params.DECODER,
            group="params",
            prefix="decoder_",
            since="x.x.1.41",
        ),
        _cgi(
            "wifi_scan",
            "Begin to look for Wi-Fi networks.",
            ADMINISTRATOR,
            Effect.ACTION,
            since="x.x.1.43",
        ),
        _cgi(
            "get_wifi_scan_result",
            "Tell which Wi-Fi networks were found; empty or an error until the search has ended.",
            ADMINISTRATOR,
            Effect.READ,
            returns=WIFI_SCAN_FIELDS,
            since="x.x.1.43",
        ),
        _cgi(
            "get_log",
            "Tell what happened: logins and alarms.",
            ADMINISTRATOR,
            Effect.READ,
            returns=(Field(name="log_text", codec=Text(), doc="The log, entries separated by \\n."),),
            since="x.x.1.43",
        ),
        _cgi(
            "test_mail",
            "Send a mail to see whether it works.",
            ADMINISTRATOR,
            Effect.ACTION,
            returns=(
                Field(name="result", codec=codes.MAIL_RESULT, doc="What came of it. TLS since x.x.2.27."),
            ),
        ),
        _cgi(
            "test_ftp",
            "Upload a file to see whether it works.",
            ADMINISTRATOR,
            Effect.ACTION,
            returns=(Field(name="result", codec=codes.FTP_RESULT, doc="What came of it."),),
        ),
        _cgi(
            "backup_params",
            "Return all settings as a file, params.bin.",
            ADMINISTRATOR,
            Effect.READ,
            since="x.x.2.2",
        ),
        _cgi(
            "restore_params",
            "Put all settings back to those of a file that backup_params.cgi returned.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            upload="file",
            since="x.x.2.2",
            note="The manual does not name the form's field; it is taken from upgrade_firmware.cgi.",
        ),
        _cgi(
            "set_factory_params",
            "Install a file of factory settings.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            upload="file",
            since="x.x.2.37",
            note="The manual does not name the form's field; it is taken from upgrade_firmware.cgi.",
        ),
        _cgi(
            "set_mac",
            "Set the MAC address, by which everybody knows this camera.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            params=(Param(name="mac", codec=Text(12), doc="Twelve hexadecimal digits, no separators."),),
            since="x.x.2.2",
        ),
        _cgi(
            "set_factory_ddns",
            "Set the dynamic DNS account, now and as factory setting.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            params=(*params.FACTORY_DDNS, params.DDNS_RESTART),
            group="factory_ddns",
            whole=True,
            prefix="factory_ddns_",
            since="x.x.2.20",
            note="restart_dyndns is in the manual's table only, not in its grammar.",
        ),
        _cgi(
            "get_factory_ddns",
            "Tell the dynamic DNS account of the factory settings.",
            ADMINISTRATOR,
            Effect.READ,
            returns=returned("factory_ddns_", params.FACTORY_DDNS),
            group="factory_ddns",
            since="x.x.2.20",
        ),
        _cgi(
            "restore_factory_ddns",
            "Put the dynamic DNS account back to the factory's.",
            ADMINISTRATOR,
            Effect.DESTRUCTIVE,
            since="x.x.2.20",
        ),
    ]
)
