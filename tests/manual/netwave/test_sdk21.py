"""What IPCAM CGI SDK 2.1 does differently from the newer manual, typed by hand."""

from collections.abc import Mapping

import pytest

from custom_components.ipcam_cgi.ipcam.dialects.netwave.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.netwave.manual.sdk21 import COMMANDS_21
from custom_components.ipcam_cgi.ipcam.dialects.netwave.wire import NetwaveWire
from custom_components.ipcam_cgi.ipcam.errors import InvalidValueError
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpResponse

WIRE = NetwaveWire()

WIFI = {
    "enable": False,
    "ssid": "",
    "encrypt": "wep",
    "defkey": 0,
    "key1": "",
    "key2": "",
    "key3": "",
    "key4": "",
    "authtype": "open",
    "keyformat": "hexadecimal",
    "key1_bits": "bits_64",
    "key2_bits": "bits_64",
    "key3_bits": "bits_64",
    "key4_bits": "bits_64",
    "channel": 5,
    "mode": 0,
    "wpa_psk": "",
}

REQUESTS: list[tuple[str, dict[str, object], str]] = [
    ("snapshot", {}, "/snapshot.cgi"),
    ("videostream", {"resolution": "qvga"}, "/videostream.cgi?resolution=8"),
    ("videostream.asf", {"resolution": "vga"}, "/videostream.asf?resolution=32"),
    ("get_status", {}, "/get_status.cgi"),
    ("decoder_control", {"command": "up"}, "/decoder_control.cgi?command=0"),
    ("decoder_control", {"command": "center"}, "/decoder_control.cgi?command=25"),
    ("decoder_control", {"command": "stop_patrol_horizontal"}, "/decoder_control.cgi?command=29"),
    ("decoder_control", {"command": "output_low"}, "/decoder_control.cgi?command=95"),
    ("camera_control.resolution", {"value": "vga"}, "/camera_control.cgi?param=0&value=32"),
    ("camera_control.flip", {"value": "flip"}, "/camera_control.cgi?param=5&value=1"),
    (
        "set_datetime",
        {"tz": 28800, "ntp_enable": True, "ntp_svr": "time.nist.gov"},
        "/set_datetime.cgi?tz=28800&ntp_enable=1&ntp_svr=time.nist.gov",
    ),
    (
        "set_datetime",
        {"now": 1195552193, "tz": 0, "ntp_enable": False, "ntp_svr": ""},
        "/set_datetime.cgi?tz=0&ntp_enable=0&ntp_svr=&now=1195552193",
    ),
    (
        "set_network",
        {"ip": "", "mask": "", "gateway": "", "dns": "", "port": 80},
        "/set_network.cgi?ip=&mask=&gateway=&dns=&port=80",
    ),
    (
        "set_wifi",
        WIFI,
        (
            "/set_wifi.cgi?enable=0&ssid=&encrypt=1&defkey=0&key1=&key2=&key3=&key4=&authtype=0&keyformat=0"
            "&key1_bits=0&key2_bits=0&key3_bits=0&key4_bits=0&channel=5&mode=0&wpa_psk="
        ),
    ),
    ("set_pppoe", {"enable": True, "user": "u", "pwd": "p"}, "/set_pppoe.cgi?enable=1&user=u&pwd=p"),
    (
        "set_ddns",
        {"service": "dyndns", "user": "u", "pwd": "p", "host": "h", "proxy_svr": "", "proxy_port": 0},
        "/set_ddns.cgi?service=2&user=u&pwd=p&host=h&proxy_svr=&proxy_port=0",
    ),
    (
        "set_ftp",
        {
            "svr": "10.0.0.3",
            "port": 21,
            "user": "u",
            "pwd": "p",
            "mode": "port",
            "dir": "cam",
            "upload_interval": 0,
        },
        "/set_ftp.cgi?svr=10.0.0.3&port=21&user=u&pwd=p&mode=0&dir=cam&upload_interval=0",
    ),
    (
        "set_mail",
        {
            "svr": "mail.example",
            "port": 25,
            "user": "u",
            "pwd": "p",
            "sender": "s",
            "receiver1": "r",
            "receiver2": "",
            "receiver3": "",
            "receiver4": "",
            "mail_inet_ip": False,
        },
        (
            "/set_mail.cgi?svr=mail.example&port=25&user=u&pwd=p&sender=s&receiver1=r&receiver2=&receiver3="
            "&receiver4=&mail_inet_ip=0"
        ),
    ),
    (
        "set_alarm",
        {
            "motion_armed": True,
            "motion_sensitivity": "ultra_low",
            "input_armed": False,
            "iolinkage": True,
            "mail": False,
            "upload_interval": 5,
        },
        (
            "/set_alarm.cgi?motion_armed=1&motion_sensitivity=3&input_armed=0&iolinkage=1&mail=0"
            "&upload_interval=5"
        ),
    ),
    (
        "comm_write",
        {"port": 0, "baud": "b1200", "bytes": 1, "data": "x"},
        "/comm_write.cgi?port=0&baud=9&bytes=1&data=x",
    ),
    ("set_misc", {"ptz_patrol_down_rate": 7}, "/set_misc.cgi?ptz_patrol_down_rate=7"),
    (
        "set_misc",
        {"led_mode": "mode_2", "ptz_auto_patrol_type": "vertical", "ptz_patrol_v_rounds": 0},
        "/set_misc.cgi?led_mode=1&ptz_auto_patrol_type=2&ptz_patrol_v_rounds=0",
    ),
    ("set_decoder", {"baud": "b57600"}, "/set_decoder.cgi?baud=4097"),
]


@pytest.mark.parametrize(("name", "values", "target"), REQUESTS)
def test_request(name: str, values: dict[str, object], target: str) -> None:
    command = COMMANDS_21[name]
    assert WIRE.request(command, command.encode(values)).target == target


ALARM = {
    "motion_armed": True,
    "motion_sensitivity": "high",
    "input_armed": False,
    "iolinkage": True,
    "mail": False,
    "upload_interval": 5,
}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("videostream", {"rate": "full"}),
        ("videostream", {"resolution": "qqvga"}),
        ("camera_control.resolution", {"value": "qqvga"}),
        ("decoder_control", {"command": "up", "onestep": True}),
        ("decoder_control", {"command": "up", "degree": 1}),
        *(("decoder_control", {"command": str(code)}) for code in (8, 24, 30, 31, 90, 93, 255)),
        ("set_alarm", {"motion_armed": True}),
        ("set_alarm", {**ALARM, "motion_sensitivity": "4"}),
        ("set_alarm", {**ALARM, "upload_interval": 65536}),
        ("set_alarm", {**ALARM, "sounddetect_armed": True}),
        ("set_alarm", {**ALARM, "schedule_enable": True}),
        ("set_ftp", {"mode": "passive"}),
        ("set_datetime", {"now": 1}),
        (
            "set_datetime",
            {"tz": 0, "ntp_enable": True, "ntp_svr": "", "daylight_saving_time": 3600},
        ),
        ("set_wifi", {**WIFI, "country": "japan"}),
        ("set_pppoe", {"enable": True, "user": "u", "pwd": "p", "mail_ip": True}),
        ("set_misc", {"ptz_disable_preset": True}),
        ("set_misc", {"ptz_preset_onstart": 1}),
        *(
            (
                "set_ddns",
                {
                    "service": service,
                    "user": "",
                    "pwd": "",
                    "host": "",
                    "proxy_svr": "",
                    "proxy_port": 0,
                },
            )
            for service in ("mintdns", "5", "13", "15")
        ),
    ],
)
def test_refused_request(name: str, values: Mapping[str, object]) -> None:
    with pytest.raises(InvalidValueError):
        COMMANDS_21[name].encode(values)


LENGTHS = [
    ("set_alias", "alias", 20),
    ("set_datetime", "ntp_svr", 64),
    ("set_users", "user8", 12),
    ("set_users", "pwd8", 12),
    ("set_wifi", "wpa_psk", 64),
    ("set_pppoe", "user", 40),
    ("set_pppoe", "pwd", 20),
    ("set_ddns", "user", 20),
    ("set_ddns", "pwd", 20),
    ("set_ddns", "host", 40),
    ("set_ddns", "proxy_svr", 20),
    ("set_ftp", "svr", 64),
    ("set_mail", "svr", 64),
    ("set_mail", "user", 20),
    ("set_mail", "pwd", 20),
    ("set_mail", "sender", 40),
    ("set_mail", "receiver1", 40),
    ("set_mail", "receiver4", 40),
]


@pytest.mark.parametrize(("name", "param", "most"), LENGTHS)
def test_length(name: str, param: str, most: int) -> None:
    codec = COMMANDS_21[name].param(param).codec
    assert codec.encode("x" * most) == "x" * most
    with pytest.raises(InvalidValueError):
        codec.encode("x" * (most + 1))


def test_tables() -> None:
    assert COMMANDS_21["get_status"].field("alarm_status").codec.limits == "0 none, 1 motion, 2 input"
    assert COMMANDS_21["get_status"].field("ddns_status").codec.limits == (
        "0 idle, 1 connecting, 2 cannot_connect, 3 dyndns_ok, 4 dyndns_system_error, "
        "5 dyndns_wrong_login, 6 dyndns_needs_credited_user, 7 dyndns_bad_host_format, "
        "8 dyndns_unknown_host, 9 dyndns_foreign_host, 10 dyndns_wrong_host_count, "
        "11 dyndns_host_blocked, 12 dyndns_server_error, 13 dyndns_bad_reply, 14 oray_bad_reply, "
        "15 oray_wrong_login, 16 oray_wrong_host, 17 oray_ok"
    )
    assert COMMANDS_21["get_status"].field("upnp_status").codec.limits == (
        "0 idle, 1 ok, 2 system_error, 3 network_error, 4 dialogue_error, 5 rejected"
    )
    assert COMMANDS_21["set_alarm"].param("motion_sensitivity").codec.limits == (
        "0 high, 1 medium, 2 low, 3 ultra_low"
    )
    assert COMMANDS_21["decoder_control"].param("command").codec.limits == (
        "0 up, 1 stop_up, 2 down, 3 stop_down, 4 left, 5 stop_left, 6 right, 7 stop_right, 25 center, "
        "26 patrol_vertical, 27 stop_patrol_vertical, 28 patrol_horizontal, 29 stop_patrol_horizontal, "
        "94 output_high, 95 output_low"
    )
    assert COMMANDS_21["set_ddns"].param("service").codec.limits == (
        "0 off, 1 oray, 2 dyndns, 3 dyndns_static, 4 dyndns_custom, 8 3322, 9 3322_static"
    )


def test_status_has_no_id() -> None:
    names = [field.name for field in COMMANDS_21["get_status"].returns]
    assert names == ["now", "alarm_status", "ddns_status", "upnp_status"]
    assert COMMANDS_21["get_status"].access is Access.NONE


def test_settings_are_those_of_the_table() -> None:
    names = {field.name for field in COMMANDS_21["get_params"].returns}
    # 127 of the manual's table, and decoder_baud, which it forgets.
    assert len(names) == 128
    assert {"dev2_alias", "dev9_pwd", "wifi_channel", "alarm_upload_interval", "decoder_baud"} <= names
    assert not names & {
        "daylight_saving_time",
        "dhcp_vendor",
        "wifi_country",
        "mail_tls",
        "ftp_retain",
        "ftp_filename",
        "ftp_schedule_enable",
        "alarm_motion_compensation",
        "alarm_ioin_level",
        "alarm_http_url",
        "alarm_schedule_enable",
        "msn_user",
    }


def test_nine_cameras_on_the_web_page() -> None:
    params = [param.name for param in COMMANDS_21["set_devices"].params]
    assert len(params) == 40
    assert (params[0], params[-1]) == ("dev2_alias", "dev9_pwd")
    assert all(param.required for param in COMMANDS_21["set_devices"].params)


ALARM_RECORD = {
    "alarm_motion_armed": "0",
    "alarm_motion_sensitivity": "2",
    "alarm_input_armed": "1",
    "alarm_iolinkage": "0",
    "alarm_mail": "1",
    "alarm_upload_interval": "9",
    "ftp_mode": "1",
}


def test_alarm_goes_out_whole() -> None:
    sent = COMMANDS_21["set_alarm"].complete({"alarm_motion_armed": "1"}, ALARM_RECORD)
    assert list(sent.items()) == [
        ("motion_armed", "1"),
        ("motion_sensitivity", "2"),
        ("input_armed", "1"),
        ("iolinkage", "0"),
        ("mail", "1"),
        ("upload_interval", "9"),
    ]


def test_alarm_setting_of_newer_firmware_is_kept() -> None:
    record = {**ALARM_RECORD, "alarm_schedule_enable": "1"}
    sent = COMMANDS_21["set_alarm"].complete({"alarm_motion_armed": "1"}, record)
    assert sent["schedule_enable"] == "1"


@pytest.mark.parametrize("lost", [name for name in ALARM_RECORD if name.startswith("alarm_")])
def test_nothing_is_sent_when_an_alarm_setting_is_not_known(lost: str) -> None:
    record = {name: text for name, text in ALARM_RECORD.items() if name != lost}
    if lost == "alarm_motion_armed":
        assert COMMANDS_21["set_alarm"].complete({lost: "1"}, record)["motion_armed"] == "1"
        return
    with pytest.raises(InvalidValueError, match=lost):
        COMMANDS_21["set_alarm"].complete({"alarm_motion_armed": "1"}, record)


CLOCK = {"now": "1195552193", "tz": "0", "ntp_enable": "0", "ntp_svr": "time.nist.gov"}


def test_clock_stays_alone_when_the_time_zone_changes() -> None:
    sent = COMMANDS_21["set_datetime"].complete({"tz": "-3600"}, CLOCK)
    assert sent == {"tz": "-3600", "ntp_enable": "0", "ntp_svr": "time.nist.gov"}


def test_clock_is_set_when_told() -> None:
    sent = COMMANDS_21["set_datetime"].complete({"now": "1195552200"}, CLOCK)
    assert sent == {"tz": "0", "ntp_enable": "0", "ntp_svr": "time.nist.gov", "now": "1195552200"}


def test_status_reply() -> None:
    body = "var now=1195552193;\nvar alarm_status=2;\nvar ddns_status=17;\nvar upnp_status=1;\n"
    command = COMMANDS_21["get_status"]
    record = WIRE.parse(command, HttpResponse(200, {}, body.encode()))
    assert {field.name: field.codec.decode(record[field.name]) for field in command.returns} == {
        "now": 1195552193,
        "alarm_status": "input",
        "ddns_status": "oray_ok",
        "upnp_status": "ok",
    }


def test_names_and_privileges_are_those_of_the_newer_manual() -> None:
    for name, row in COMMANDS_21.items():
        assert (row.path, row.access, row.effect) == (
            COMMANDS[name].path,
            COMMANDS[name].access,
            COMMANDS[name].effect,
        )


def test_firmware_is_the_newer_manuals_matter() -> None:
    for row in COMMANDS_21.values():
        assert not row.since
        assert all("x.x." not in param.doc for param in row.params), row.name
        assert all("x.x." not in field.doc for field in row.returns), row.name
