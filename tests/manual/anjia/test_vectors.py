"""Requests and replies of Network Camera CGI 1.0.10, typed by hand from the manual."""

from collections.abc import Mapping

import pytest

from custom_components.ipcam_cgi.ipcam.dialects.anjia.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.anjia.wire import AnjiaWire
from custom_components.ipcam_cgi.ipcam.errors import (
    CameraConnectionError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    RejectedError,
    SessionExpiredError,
    UnsupportedError,
)
from custom_components.ipcam_cgi.ipcam.model.catalogue import Effect
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpResponse

WIRE = AnjiaWire()
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'

REQUESTS: list[tuple[str, dict[str, object], str]] = [
    ("getuid", {"username": "admin", "password": "123456"}, "/getuid?username=admin&password=123456"),
    ("keep_alive", {}, "/keep_alive"),
    ("getinfo", {}, "/getinfo"),
    ("getcapabilities", {}, "/getcapabilities"),
    ("reboot", {}, "/reboot"),
    ("factory_reset", {}, "/factory_reset"),
    ("factory_reset", {"retain_network": True}, "/factory_reset?retain_network=1"),
    ("getmodel", {}, "/getmodel"),
    ("network", {}, "/network"),
    ("network.set", {"dhcp": False}, "/network?dhcp=0"),
    (
        "network.set",
        {"ipaddr": "192.168.4.65", "netmask": "255.255.255.0", "gateway": "192.168.4.1"},
        "/network?ipaddr=192.168.4.65&netmask=255.255.255.0&gateway=192.168.4.1",
    ),
    ("network.set", {"dns1": "9.9.9.9", "dns2": "8.8.8.8"}, "/network?dns1=9.9.9.9&dns2=8.8.8.8"),
    ("network.set", {"port": 80}, "/network?port=80"),
    ("time", {}, "/time"),
    # The plus sign goes out as it stands, as in the manual.
    ("time.set", {"timezone": "gmt_plus_08_00"}, "/time?timezone=GMT+08:00"),
    ("time.set", {"timezone": "gmt_minus_04_30"}, "/time?timezone=GMT-04:30"),
    (
        "time.set",
        {"update_method": "manual", "year": 2017, "month": 11, "day": 30, "hour": 8, "min": 0, "sec": 0},
        "/time?update_method=MANUAL&year=2017&month=11&day=30&hour=8&min=0&sec=0",
    ),
    (
        "time.set",
        {"update_method": "ntp", "ntpaddr": "pool.ntp.org", "port": 123, "update_period": 60},
        "/time?update_method=ntp&ntpaddr=pool.ntp.org&port=123&update_period=60",
    ),
    ("time.set", {"update_method": "p2p"}, "/time?update_method=P2P"),
    ("videoencoder.getcapabilities", {}, "/videoencoder/getcapabilities"),
    ("videoencoder", {}, "/videoencoder"),
    ("videoencoder.stream1", {}, "/videoencoder/stream1"),
    (
        "videoencoder.stream1.set",
        {
            "encode_mode": "h265",
            "resolution": "1080p",
            "framerate": 25,
            "govlength": 100,
            "bitrate": 2500,
            "bitrate_control": "cbr",
        },
        (
            "/videoencoder/stream1?encode_mode=H265&resolution=1080P&framerate=25&govlength=100&bitrate=2500"
            "&bitrate_control=CBR"
        ),
    ),
    (
        "videoencoder.stream2.set",
        {"encode_mode": "h264", "resolution": "480x360", "bitrate": 200, "bitrate_control": "vbr"},
        "/videoencoder/stream2?encode_mode=H264&resolution=480X360&bitrate=200&bitrate_control=VBR",
    ),
    ("videoencoder.advanced.set", {"profile": "baseline"}, "/videoencoder/AdvanceEncoderConfig?profile=1"),
    ("audioencoder.getcapabilities", {}, "/audioencoder/getcapabilities"),
    ("audioencoder", {}, "/audioencoder"),
    ("audioencoder.set", {"enable": False}, "/audioencoder?enable=0"),
    (
        "audioencoder.set",
        {"enable": True, "encode_type": "g711", "samplerate": "hz_8000", "bitrate": "bps_64000"},
        "/audioencoder?enable=1&encode_type=G.711&samplerate=8000&bitrate=64000",
    ),
    (
        "audioencoder.set",
        {"input_volume": 60, "output_volume": 80, "amplify": True},
        "/audioencoder?input_volume=60&output_volume=80&amplify=1",
    ),
    ("osd", {}, "/osd"),
    ("osd.set", {"enable": False}, "/osd?enable=0"),
    ("osd.set", {"title_utf8": "你好 ipcamera"}, "/osd?title_utf8=%E4%BD%A0%E5%A5%BD%20ipcamera"),
    (
        "osd.set",
        {
            "enable": True,
            "color": "white_on_black",
            "fontsize": "medium",
            "title_pos_type": "coordinate",
            "title_pos_x": 1,
            "title_pos_y": 0,
            "show_res_bit": "nothing",
            "time_pos_type": "coordinate",
            "time_pos_x": 1,
            "time_pos_y": 0,
            "show_week": True,
            "time_format": "yyyy_mm_dd_dashes",
            "title_utf8": "Jetty",
        },
        (
            "/osd?enable=1&color=1&fontsize=1&title_pos_type=1&title_pos_x=1&title_pos_y=0&show_res_bit=0"
            "&time_pos_type=1&time_pos_x=1&time_pos_y=0&show_week=1&time_format=yyyy-mm-dd_hh:mm:ss"
            "&title_utf8=Jetty"
        ),
    ),
    ("osd.set", {"time_format": "time_mm_dd_yyyy_slashes"}, "/osd?time_format=hh:mm:ss_mm/dd/yyyy"),
    ("userosd.0", {}, "/userosd?title_index=0"),
    ("userosd.4.set", {"enable": False}, "/userosd?title_index=4&enable=0"),
    (
        "userosd.2.set",
        {
            "enable": True,
            "color": 0xFF8000,
            "fontsize": "large",
            "title_pos_type": "coordinate",
            "title_pos_x": 100,
            "title_pos_y": 0,
            "title_utf8": "Pier 4",
        },
        (
            "/userosd?title_index=2&enable=1&color=0xff8000&fontsize=2&title_pos_type=1&title_pos_x=100"
            "&title_pos_y=0&title_utf8=Pier%204"
        ),
    ),
    ("image", {}, "/image"),
    (
        "image.set",
        {"brightness": 128, "contrast": 127, "saturation": 126, "sharpness": 125},
        "/image?brightness=128&contrast=127&saturation=126&sharpness=125",
    ),
    (
        "image.set",
        {"hlc": 1, "blc": 2, "nr2d": 3, "nr3d": 4, "tvsystem": "hz_60", "antificker": True},
        "/image?hlc=1&blc=2&nr2d=3&nr3d=4&tvsystem=60&antificker=1",
    ),
    ("motion", {}, "/motion"),
    ("motion.set", {"enable": True}, "/motion?enable=1"),
    (
        "motion.set",
        {"enable": True, "blockcount": "4x4", "areavalue": "ffff"},
        "/motion?enable=1&blockcount=4x4&areavalue=ffff",
    ),
    (
        "motion.set",
        {
            "enable": True,
            "sensitivity": 80,
            "alarmthreshold": 20,
            "enable_nighttime": True,
            "night_sensitivity": 81,
            "night_alarmthreshold": 21,
        },
        (
            "/motion?enable=1&sensitivity=80&alarmthreshold=20&enable_nighttime=1&night_sensitivity=81"
            "&night_alarmthreshold=21"
        ),
    ),
    (
        "user_management.add",
        {"name": "ann", "newpasswd": "a&b=c", "privilege": "user", "enable": "enabled"},
        "/user_management?action=add&name=ann&newpasswd=a%26b%3Dc&privilege=User&enable=Enable",
    ),
    ("user_management.delete", {"name": "ann"}, "/user_management?action=delete&name=ann"),
    (
        "user_management.edit",
        {"name": "ann", "newpasswd": "x", "privilege": "operator", "enable": "disabled"},
        "/user_management?action=edit&name=ann&newpasswd=x&privilege=Operator&enable=Disable",
    ),
    (
        "user_management.edit",
        {"name": "ann", "newpasswd": "x"},
        "/user_management?action=edit&name=ann&newpasswd=x",
    ),
    ("user_management.get_user", {}, "/user_management?action=get_user"),
    ("rtmp", {}, "/rtmp"),
    (
        "rtmp.set",
        {
            "enable": True,
            "server": "192.168.2.125",
            "appname": "quay",
            "streamid": "7",
            "port": 1935,
            "streamno": "sub",
            "type": "compatible",
        },
        "/rtmp?enable=1&server=192.168.2.125&appname=quay&streamid=7&port=1935&streamno=1&type=1",
    ),
    ("ptz_ctrl.stop", {}, "/ptz_ctrl?stop=1"),
    ("ptz_ctrl.move", {"move_x": -1, "move_y": 0, "speed": 5}, "/ptz_ctrl?move_x=-1&move_y=0&speed=5"),
    ("ptz_ctrl.move", {"move_x": "forth", "move_y": "back"}, "/ptz_ctrl?move_x=1&move_y=-1"),
    ("ptz_ctrl.zoom", {"zoom": "forth"}, "/ptz_ctrl?zoom=1"),
    ("ptz_ctrl.zoom", {"zoom": "back"}, "/ptz_ctrl?zoom=-1"),
    ("ptz_ctrl.focus", {"focus": 1}, "/ptz_ctrl?focus=1"),
    ("ptz_ctrl.iris", {"iris": -1}, "/ptz_ctrl?iris=-1"),
    ("ptz_ctrl.call_preset", {"call_preset": 1}, "/ptz_ctrl?call_preset=1"),
    ("ptz_ctrl.add_preset", {"add_preset": 2}, "/ptz_ctrl?add_preset=2"),
    ("ptz_ctrl.delete_preset", {"delete_preset": 3}, "/ptz_ctrl?delete_preset=3"),
    ("connect_check", {}, "/connect_check"),
    ("setScheduleStorage", {}, "/setScheduleStorage"),
    (
        "setScheduleStorage.set",
        {
            "localEnable": False,
            "remoteEnable": True,
            "recordFileSize": "minutes_30",
            "remote_nfs_server": "192.168.2.9",
            "nfs_server_path": "/srv/quay",
            "stream": "both",
            "JpegInterval": True,
            "enable": True,
        },
        (
            "/setScheduleStorage?localEnable=0&remoteEnable=1&recordFileSize=30&remote_nfs_server=192.168.2.9"
            "&nfs_server_path=%2Fsrv%2Fquay&stream=2&JpegInterval=1&enable=1"
        ),
    ),
    ("snapshot", {"stream": "main"}, "/snapshot.cgi?stream=1"),
    ("snapshot", {"stream": "sub"}, "/snapshot.cgi?stream=0"),
    ("snapshot.upload", {"stream": "sub", "upload": "sd_card"}, "/snapshot.cgi?stream=0&upload=0"),
    ("snapshot.upload", {"stream": "main", "upload": "nfs"}, "/snapshot.cgi?stream=1&upload=3"),
    ("set_ircut", {"ircutmode": "mode_1"}, "/set_ircut?ircutmode=1"),
    (
        "set_led",
        {"brightness": 50, "ledstatus": False, "ledmode": "infrared"},
        "/set_led?brightness=50&ledstatus=0&ledmode=1",
    ),
    ("set_service_port", {}, "/set_service_port"),
    (
        "set_service_port.services",
        {"enable_web": True, "enable_control": True, "enable_rtsp": True, "enable_hik": True},
        "/set_service_port?enable_web=1&enable_control=1&enable_rtsp=1&enable_hik=1",
    ),
    (
        "set_service_port.set",
        {"enable_web": True, "webport": 80, "controlport": 8091, "rtspport": 554, "hikport": 8000},
        "/set_service_port?enable_web=1&webport=80&controlport=8091&rtspport=554&hikport=8000",
    ),
    ("setUidValidTime", {"validTime": 80}, "/setUidValidTime?validTime=80"),
    ("setManualInputAlarm", {}, "/setManualInputAlarm"),
    ("onvif", {}, "/onvif"),
    ("onvif.set", {"onvif_auth": True}, "/onvif?onvif_auth=1"),
    ("rtsp.set", {"rtsp_auth": False}, "/rtsp?rtsp_auth=0"),
    ("getRelayStatus", {}, "/getRelayStatus"),
    ("setRelayStatus", {"status": True}, "/setRelayStatus?status=1"),
    (
        "setShutterSpeed.set",
        {
            "dayShutterMode": "manual",
            "dayShutterSpeed": 10,
            "nightShutterMode": "auto",
            "nightShutterSpeed": 10000,
        },
        "/setShutterSpeed?dayShutterMode=1&dayShutterSpeed=10&nightShutterMode=0&nightShutterSpeed=10000",
    ),
    ("setDeviceName", {"deviceName": "QUAY5"}, "/setDeviceName?deviceName=QUAY5"),
]


@pytest.mark.parametrize(("name", "values", "target"), REQUESTS)
def test_request(name: str, values: dict[str, object], target: str) -> None:
    command = COMMANDS[name]
    assert WIRE.request(command, command.encode(values)).target == f"/cgi-bin{target}"


def test_web_login() -> None:
    command = COMMANDS["WEBlogin"]
    http_request = WIRE.request(command, command.encode({"username": "u", "password": "p"}))
    assert http_request.target == "/WEBlogin?username=u&password=p"


def test_firmware_goes_out_as_the_body_itself() -> None:
    command = COMMANDS["OnvifFirmwareUpgrade"]
    assert WIRE.request(command, {}).method == "POST"
    assert (command.path, command.upload) == ("/OnvifFirmwareUpgrade", "application/octet-stream")


@pytest.mark.parametrize(
    ("name", "values", "query"),
    [
        # A name of a parameter inside a text is not to be found there by the camera.
        ("osd.set", {"title_utf8": "enable"}, "title_utf8=%65nable"),
        ("osd.set", {"title_utf8": "color & fontsize"}, "title_utf8=%63olor%20%26%20%66ontsize"),
        ("osd.set", {"title_utf8": "uid=1"}, "title_utf8=%75id%3D1"),
        ("time.set", {"ntpaddr": "day.example.org"}, "ntpaddr=%64ay.example.org"),
        ("rtmp.set", {"appname": "server"}, "appname=%73erver"),
    ],
)
def test_text_hides_names(name: str, values: dict[str, object], query: str) -> None:
    command = COMMANDS[name]
    assert WIRE.request(command, command.encode(values)).target.partition("?")[2] == query


def test_every_command_but_the_upload_is_in_a_vector() -> None:
    tried = {name for name, _, _ in REQUESTS} | {"WEBlogin", "OnvifFirmwareUpgrade"}
    left = {name for name in COMMANDS if name not in tried}
    # The five texts of one's own differ in their number only; the others are just read.
    assert {name for name in left if not name.startswith("userosd.")} == {
        "videoencoder.stream2",
        "videoencoder.advanced",
        "rtsp",
        "setShutterSpeed",
    }


# Both ends of every range, and what is beyond.
RANGES: list[tuple[str, str, object, object]] = [
    ("network.set", "port", 80, 65535),
    ("time.set", "month", 1, 12),
    ("time.set", "day", 1, 31),
    ("time.set", "hour", 0, 23),
    ("time.set", "min", 0, 59),
    ("time.set", "sec", 0, 59),
    ("time.set", "port", 80, 65535),
    ("time.set", "update_period", 60, 999999),
    ("audioencoder.set", "input_volume", 1, 100),
    ("audioencoder.set", "output_volume", 1, 100),
    ("osd.set", "title_pos_x", 0, 100),
    ("osd.set", "time_pos_y", 0, 100),
    ("userosd.1.set", "color", 0, 0xFFFFFFFF),
    ("userosd.1.set", "title_pos_y", 0, 100),
    *(
        ("image.set", name, 0, 255)
        for name in ("brightness", "contrast", "saturation", "sharpness", "hlc", "blc", "nr2d", "nr3d")
    ),
    *(
        ("motion.set", name, 1, 100)
        for name in ("sensitivity", "alarmthreshold", "night_sensitivity", "night_alarmthreshold")
    ),
    ("rtmp.set", "port", 0, 65535),
    ("ptz_ctrl.move", "speed", 1, 10),
    ("set_led", "brightness", 0, 100),
    ("set_service_port.set", "webport", 1, 65535),
    ("set_service_port.set", "rtspport", 1, 65535),
    ("setShutterSpeed.set", "dayShutterSpeed", 10, 10000),
    ("setShutterSpeed.set", "nightShutterSpeed", 10, 10000),
]


@pytest.mark.parametrize(("name", "param", "least", "most"), RANGES)
def test_range(name: str, param: str, least: int, most: int) -> None:
    codec = COMMANDS[name].param(param).codec
    for value in (least, most):
        assert codec.decode(codec.encode(value)) == value
    for value in (least - 1, most + 1):
        with pytest.raises(InvalidValueError):
            codec.encode(value)


CODES: list[tuple[str, str, list[str]]] = [
    ("time.set", "update_method", ["MANUAL", "ntp", "P2P"]),
    ("videoencoder.stream1.set", "encode_mode", ["H264", "H265"]),
    ("videoencoder.stream1.set", "bitrate_control", ["CBR", "VBR"]),
    ("videoencoder.advanced.set", "profile", ["0", "1"]),
    ("audioencoder.set", "encode_type", ["G.711", "G.711A", "AAC"]),
    ("audioencoder.set", "samplerate", ["8000", "16000"]),
    ("audioencoder.set", "bitrate", ["64000", "16000"]),
    ("osd.set", "color", ["0", "1", "2", "3"]),
    ("osd.set", "fontsize", ["0", "1", "2"]),
    ("osd.set", "show_res_bit", ["0", "1", "2", "3"]),
    ("osd.set", "title_pos_type", ["0", "1"]),
    ("image.set", "tvsystem", ["50", "60"]),
    ("user_management.add", "privilege", ["User", "Administrator", "Operator"]),
    ("user_management.add", "enable", ["Enable", "Disable"]),
    ("rtmp.set", "streamno", ["0", "1"]),
    ("rtmp.set", "type", ["0", "1"]),
    ("ptz_ctrl.move", "move_x", ["-1", "0", "1"]),
    ("setScheduleStorage.set", "recordFileSize", ["2", "5", "10", "20", "30"]),
    ("setScheduleStorage.set", "stream", ["0", "1", "2"]),
    ("snapshot.upload", "upload", ["0", "1", "2", "3"]),
    ("set_ircut", "ircutmode", ["0", "1", "2", "3", "4", "5"]),
    ("set_led", "ledmode", ["1", "2"]),
    ("setShutterSpeed.set", "nightShutterMode", ["0", "1"]),
]


@pytest.mark.parametrize(("name", "param", "codes"), CODES)
def test_codes(name: str, param: str, codes: list[str]) -> None:
    codec = COMMANDS[name].param(param).codec
    assert isinstance(codec, Choice)
    assert list(codec.options) == codes
    with pytest.raises(InvalidValueError):
        codec.encode("99")


def test_34_time_zones_and_10_time_formats() -> None:
    zone, pattern = (
        COMMANDS["time.set"].param("timezone").codec,
        COMMANDS["osd.set"].param("time_format").codec,
    )
    assert isinstance(zone, Choice)
    assert isinstance(pattern, Choice)
    assert (len(zone.options), len(pattern.options)) == (34, 10)
    assert zone.options["GMT+05:45"] == "gmt_plus_05_45"
    assert zone.options["GMT-12:00"] == "gmt_minus_12_00"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("set_led", {"ledstatus": True, "ledmode": "white"}),
        ("set_led", {"ledstatus": True, "brightness": 4}),
        ("user_management.add", {"name": "ann", "newpasswd": "x", "privilege": "user"}),
        ("user_management.delete", {"name": "x" * 41}),
        ("motion.set", {"areavalue": "fff"}),
        ("motion.set", {"areavalue": "xy"}),
        ("motion.set", {"blockcount": "22 x 18"}),
        ("userosd.0.set", {"color": "red"}),
        ("userosd.0.set", {"title_index": 1}),
        ("osd.set", {"Mpassword": "x"}),
        ("snapshot", {}),
        ("image.set", {"antificker": 2}),
    ],
)
def test_refused_before_it_is_sent(name: str, values: dict[str, object]) -> None:
    with pytest.raises(InvalidValueError):
        COMMANDS[name].encode(values)


# What goes along with a change.


@pytest.mark.parametrize(
    ("name", "changes", "sent"),
    [
        ("motion.set", {"enable": "0"}, {"enable": "0"}),
        ("motion.set", {"enable_nighttime": "1"}, {"enable": "e", "enable_nighttime": "1"}),
        ("motion.set", {"night_sensitivity": "9"}, {"sensitivity": "s", "night_sensitivity": "9"}),
        (
            "motion.set",
            {"night_alarmthreshold": "9"},
            {"alarmthreshold": "t", "night_alarmthreshold": "9"},
        ),
        ("osd.set", {"title_utf8": "x"}, {"title_utf8": "x"}),
        ("image.set", {"hlc": "7"}, {"hlc": "7"}),
        ("videoencoder.stream1.set", {"bitrate": "500"}, {"bitrate": "500"}),
        (
            "videoencoder.stream1.set",
            {"bitrate_control": "VBR"},
            {"bitrate": "2500", "bitrate_control": "VBR"},
        ),
        (
            "set_service_port.services",
            {"enable_rtsp": "0"},
            {"enable_web": "1", "enable_control": "1", "enable_rtsp": "0", "enable_hik": "0"},
        ),
        (
            "setShutterSpeed.set",
            {"nightShutterMode": "1"},
            {
                "dayShutterMode": "0",
                "dayShutterSpeed": "100",
                "nightShutterMode": "1",
                "nightShutterSpeed": "25",
            },
        ),
    ],
)
def test_change(name: str, changes: Mapping[str, str], sent: Mapping[str, str]) -> None:
    record = {
        "enable": "e",
        "sensitivity": "s",
        "alarmthreshold": "t",
        "bitrate": "2500",
        "enable_web": "1",
        "enable_comm": "1",
        "enable_rtsp": "1",
        "enable_hik": "0",
        "dayShutterMode": "0",
        "dayShutterSpeed": "100",
        "nightShutterMode": "0",
        "nightShutterSpeed": "25",
    }
    assert COMMANDS[name].complete(changes, record) == sent


@pytest.mark.parametrize("name", ["set_service_port.services", "setShutterSpeed.set"])
def test_whole_record_is_not_sent_in_part(name: str) -> None:
    command = COMMANDS[name]
    for missing in command.params:
        record = {param.field: "1" for param in command.params if param is not missing}
        change = next(param.field for param in command.params if param is not missing)
        with pytest.raises(InvalidValueError):
            command.complete({change: "0"}, record)


def test_no_name_is_found_in_another() -> None:
    """The camera takes the first text that looks like a parameter's name."""
    for command in COMMANDS.values():
        order = [*(name for name, _ in command.fixed), *(param.name for param in command.params)]
        for index, name in enumerate(order):
            for inner in [each for each in order if each != name and each in name]:
                assert order.index(inner) < index, (command.name, name)
                assert inner in command.param(name).needs, (command.name, name)


# The catalogue as a whole.

HEADINGS = (
    *("3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.5", "3.2.6", "3.2.7", "3.3.1", "3.4.1"),
    *("3.5.1", "3.5.2", "3.5.3", "3.5.4", "3.6.1", "3.6.2", "3.6.3", "3.6.4", "3.6.5", "3.6.6"),
    *("3.7.1", "3.7.2", "3.7.3", "3.7.4", "3.7.5", "3.7.6", "3.7.7", "3.7.8", "3.7.9"),
    *("3.7.10", "3.7.11", "3.7.12", "3.7.13", "3.7.14", "3.7.15", "3.7.16"),
)
PATHS = {
    *("getuid", "keep_alive", "getinfo", "getcapabilities", "reboot", "factory_reset", "getmodel"),
    *("network", "time", "videoencoder/getcapabilities", "videoencoder", "videoencoder/stream1"),
    *("videoencoder/stream2", "videoencoder/AdvanceEncoderConfig", "audioencoder/getcapabilities"),
    *("audioencoder", "osd", "userosd", "image", "motion", "user_management", "rtmp", "ptz_ctrl"),
    *("connect_check", "setScheduleStorage", "snapshot.cgi", "set_ircut", "set_led", "set_service_port"),
    *("setUidValidTime", "setManualInputAlarm", "onvif", "rtsp", "getRelayStatus", "setRelayStatus"),
    *("setShutterSpeed", "setDeviceName"),
}


def test_every_heading_is_there() -> None:
    sections = {command.section.partition(" ")[0] for command in COMMANDS.values()}
    assert sections == set(HEADINGS)


def test_all_39_paths_are_there() -> None:
    wanted = {f"/cgi-bin/{name}" for name in PATHS} | {"/WEBlogin", "/OnvifFirmwareUpgrade"}
    assert {command.path for command in COMMANDS.values()} == wanted
    assert len(wanted) == 39


def test_every_group_has_its_getter() -> None:
    for command in COMMANDS.values():
        if command.group:
            assert COMMANDS.getter(command.group) is not None, command.name


def test_setters_write_what_the_getter_tells() -> None:
    untold = {"enable", "remote_nfs_server", "nfs_server_path"}
    untold |= {"year", "month", "day", "hour", "min", "sec"}
    for command in COMMANDS.values():
        getter = COMMANDS.getter(command.group)
        if command.effect is not Effect.READ and getter is not None:
            told = {field.name for field in getter.returns}
            left = {param.field for param in command.params} - told
            assert left <= untold, command.name


def test_what_may_cut_us_off_must_be_confirmed() -> None:
    destructive = {name for name, command in COMMANDS.items() if command.effect is Effect.DESTRUCTIVE}
    assert destructive == {
        "factory_reset",
        "network.set",
        "user_management.add",
        "user_management.delete",
        "user_management.edit",
        "OnvifFirmwareUpgrade",
        "set_service_port.set",
    }


def test_secrets_are_known() -> None:
    assert COMMANDS["getuid"].secrets == {"uid", "password"}
    assert COMMANDS["WEBlogin"].secrets == {"password"}
    assert COMMANDS["user_management.add"].secrets == {"newpasswd"}
    assert COMMANDS["user_management.edit"].secrets == {"newpasswd"}


# Replies.


def parse(name: str, body: str, status: int = 200) -> Mapping[str, str]:
    response = HttpResponse(status, {}, (XML + body).encode())
    WIRE.check(COMMANDS[name], response)
    return WIRE.parse(COMMANDS[name], response)


def read(name: str, body: str) -> dict[str, object]:
    """Return the documented fields of a reply, decoded."""
    record = parse(name, body)
    fields = [field for field in COMMANDS[name].returns if field.name in record]
    return {field.name: field.codec.decode(record[field.name]) for field in fields}


REPLIES: list[tuple[str, str, dict[str, object]]] = [
    ("getuid", "<uid>0A1B2C3D</uid>", {"uid": "0A1B2C3D"}),
    ("keep_alive", "<keep_alive>true</keep_alive>", {"keep_alive": "true"}),
    (
        "getinfo",
        '<info kernel="3.4" filesystem="V2" sn="QY1"/>',
        {"kernel": "3.4", "filesystem": "V2", "sn": "QY1"},
    ),
    (
        "getcapabilities",
        '<capabilities video="1" audio="1" ptz="0"/>',
        {"video": True, "audio": True, "ptz": False},
    ),
    ("reboot", "<reboot>true</reboot>", {"reboot": "true"}),
    # Without its closing element, as the manual shows it.
    ("getmodel", "<model>QUAY5", {"model": "QUAY5"}),
    (
        "network",
        (
            '<network macaddr="02-00-5E-10-20-30" dhcp="0" ipaddr="10.0.0.5" netmask="255.0.0.0" '
            'gateway="10.0.0.1" dns1="10.0.0.1" dns2="9.9.9.9" port="8080"/>'
        ),
        {
            "macaddr": "02-00-5E-10-20-30",
            "dhcp": False,
            "ipaddr": "10.0.0.5",
            "netmask": "255.0.0.0",
            "gateway": "10.0.0.1",
            "dns1": "10.0.0.1",
            "dns2": "9.9.9.9",
            "port": 8080,
        },
    ),
    (
        "time",
        (
            '<time timezone="GMT-03:30" update_method="NTP" ntpaddr="ntp.example" port="123" '
            'current_time="2024-02-29 23:59:58"/>'
        ),
        {
            "timezone": "gmt_minus_03_30",
            "update_method": "ntp",
            "ntpaddr": "ntp.example",
            "port": 123,
            "current_time": "2024-02-29 23:59:58",
        },
    ),
    (
        "audioencoder",
        (
            '<audioencoder enable="1" encode_type="AAC" samplerate="16000" bitrate="16000" input_volume="7" '
            'output_volume="8" amplify="0"/>'
        ),
        {
            "enable": True,
            "encode_type": "aac",
            "samplerate": "hz_16000",
            "bitrate": "bps_16000",
            "input_volume": 7,
            "output_volume": 8,
            "amplify": False,
        },
    ),
    # A stray quotation mark inside the time format.
    (
        "osd",
        '<osd enable="1" color="2" show_week="0" time_format="yyyy-mm-dd" hh:mm:ss" title_utf8="Jetty"/>',
        {
            "enable": True,
            "color": "black_with_white_edge",
            "show_week": False,
            "time_format": "yyyy_mm_dd_dashes",
            "title_utf8": "Jetty",
        },
    ),
    (
        "userosd.3",
        '<userosd enable="0" color="0xff00ff" title_pos_x="9"/>',
        {"enable": False, "color": 0xFF00FF, "title_pos_x": 9},
    ),
    ("image", '<image brightness="1" contrast="2"/>', {"brightness": 1, "contrast": 2}),
    # A quotation mark is missing behind the number of blocks.
    (
        "motion",
        '<motion enable="1" sensitivity="70" enable_nighttime="0" blockcount="4x4 areavalue="0ff0"/>',
        {
            "enable": True,
            "sensitivity": 70,
            "enable_nighttime": False,
            "blockcount": "4x4",
            "areavalue": "0ff0",
        },
    ),
    (
        "rtmp",
        '<RtmpConfig Enable="1" Streamno="1" Server="10.0.0.9" Port="98" Appname="a" Streamid="b" Type="0"/>',
        {
            "Enable": True,
            "Streamno": "sub",
            "Server": "10.0.0.9",
            "Port": 98,
            "Appname": "a",
            "Streamid": "b",
            "Type": "standard",
        },
    ),
    (
        "setScheduleStorage",
        (
            '<RecordConfig>\n<Common LocalEnable="1" RemoteEnable="0" MountParam="" RecordFileSize="20"/>\n'
            '<ScheduleRecord Stream="2" LocalStore="1" RemoteStore="0" JpegInterval="1"/>\n</RecordConfig>'
        ),
        {
            "LocalEnable": True,
            "RemoteEnable": False,
            "MountParam": "",
            "RecordFileSize": "minutes_20",
            "Stream": "both",
            "LocalStore": True,
            "RemoteStore": False,
            "JpegInterval": True,
        },
    ),
    (
        "set_service_port",
        (
            '<MediaStreamConfig>\n<StreamAccess enable_web="1" enable_rtsp="0" enable_comm="1" '
            'enable_hik="0" />\n</MediaStreamConfig>'
        ),
        {"enable_web": True, "enable_rtsp": False, "enable_comm": True, "enable_hik": False},
    ),
    ("onvif", '<RtspConfig rtsp_auth="1"/>', {"rtsp_auth": True}),
    ("getRelayStatus", "<RelayStatus>status=1</RelayStatus>", {"status": True}),
    (
        "setShutterSpeed",
        (
            "<setShutterSpeed>Set dayShutterMode=1, dayShutterSpeed=50, nightShutterMode=0, "
            "nightShutterSpeed=12</setShutterSpeed>"
        ),
        {
            "dayShutterMode": "manual",
            "dayShutterSpeed": 50,
            "nightShutterMode": "auto",
            "nightShutterSpeed": 12,
        },
    ),
]


@pytest.mark.parametrize(("name", "body", "values"), REPLIES)
def test_reply(name: str, body: str, values: dict[str, object]) -> None:
    assert read(name, body) == values


def test_video_capabilities_have_a_name_each() -> None:
    body = """<video_capabilities>
<stream1>
<encode_mode name="H264">
<resolution name="1080P"><framerate_range>1-30</framerate_range><bitrate_range>500-6000</bitrate_range>
</resolution>
<resolution name="720P">

        <framerate_range>1-25</framerate_range>
</resolution>
</encode_mode>
</stream1>
<stream2>
<encode_mode name="H265">
<resolution name="VGA"><bitrate_range>50-2000</bitrate_range></resolution>
</encode_mode>
</stream2>
</video_capabilities>"""
    assert parse("videoencoder.getcapabilities", body) == {
        "stream1/H264/1080P/framerate_range": "1-30",
        "stream1/H264/1080P/bitrate_range": "500-6000",
        "stream1/H264/720P/framerate_range": "1-25",
        "stream2/H265/VGA/bitrate_range": "50-2000",
    }


def test_audio_capabilities_have_a_name_each() -> None:
    body = """<audio_capabilities>
<encode_type name="G.711">
<samplerate name="8000"><bitrate>64000</bitrate></samplerate>
</encode_type>
<encode_type name="AAC"><samplerate name="16000"><bitrate>16000</bitrate></samplerate></encode_type>
</audio_capabilities>"""
    assert parse("audioencoder.getcapabilities", body) == {
        "G.711/8000/bitrate": "64000",
        "AAC/16000/bitrate": "16000",
    }


FAULTS: list[tuple[str, int, str, type[CameraError], str]] = [
    (
        "network.set",
        400,
        "<fault>\n<value>/cgi-bin/network</value>\n<reason>dhcp: 0 or 1</reason>\n</fault>",
        RejectedError,
        "dhcp: 0 or 1",
    ),
    # Never closed, as in several of the manual's examples.
    (
        "setShutterSpeed.set",
        400,
        "<fault>\n<value>/cgi-bin/setShutterSpeed </value>\n<reason> dayShutterMode: 0 or 1 </reason>",
        RejectedError,
        "dayShutterMode: 0 or 1",
    ),
    (
        "getRelayStatus",
        400,
        "<RelayStatus>Get status(0) fail</RelayStatus>",
        RejectedError,
        "Get status(0) fail",
    ),
    (
        "image",
        400,
        "<fault>\n<value>/cgi-bin/image</value>\n<reason>uid error</reason>\n</fault>",
        SessionExpiredError,
        "uid error",
    ),
    # A fault is one whatever the status says.
    (
        "snapshot.upload",
        200,
        "<fault><value>/cgi-bin/snapshot</value><reason>Ftp not deploy</reason></fault>",
        RejectedError,
        "Ftp not deploy",
    ),
    (
        "user_management.get_user",
        400,
        "<fault><value>x</value><reason>Non-administrators cannot edit users</reason></fault>",
        PermissionDeniedError,
        "Non-administrators cannot edit users",
    ),
    ("rtmp", 404, "<fault><reason>no such cgi interface</reason></fault>", UnsupportedError, "does not know"),
    ("rtmp", 404, "<html><body>404</body></html>", UnsupportedError, "does not know"),
    ("snapshot", 401, "", SessionExpiredError, "login"),
    ("snapshot", 407, "", CameraConnectionError, "not ready"),
    ("snapshot", 400, "", RejectedError, ""),
    ("image", 500, "", CameraConnectionError, "500"),
]


@pytest.mark.parametrize(("name", "status", "body", "error", "reason"), FAULTS)
def test_fault(name: str, status: int, body: str, error: type[CameraError], reason: str) -> None:
    with pytest.raises(error) as caught:
        WIRE.check(COMMANDS[name], HttpResponse(status, {}, (XML + body).encode()))
    assert type(caught.value) is error
    assert reason in caught.value.reason
