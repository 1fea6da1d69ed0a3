"""Requests and replies of IP Camera CGI 1.27, typed by hand from the manual."""

from collections.abc import Mapping

import pytest

from custom_components.ipcam_cgi.ipcam.dialects.netwave.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.netwave.wire import NetwaveWire
from custom_components.ipcam_cgi.ipcam.errors import InvalidValueError
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpResponse

WIRE = NetwaveWire()

WEEK = (
    "schedule_sun_0=4294967295&schedule_sun_1=0&schedule_sun_2=1"
    "&schedule_mon_0=2&schedule_mon_1=3&schedule_mon_2=4"
    "&schedule_tue_0=5&schedule_tue_1=6&schedule_tue_2=7"
    "&schedule_wed_0=8&schedule_wed_1=9&schedule_wed_2=10"
    "&schedule_thu_0=11&schedule_thu_1=12&schedule_thu_2=13"
    "&schedule_fri_0=14&schedule_fri_1=15&schedule_fri_2=16"
    "&schedule_sat_0=17&schedule_sat_1=18&schedule_sat_2=19"
)
WEEK_VALUES = {
    "schedule_sun_0": 4294967295,
    "schedule_sun_1": 0,
    "schedule_sun_2": 1,
    "schedule_mon_0": 2,
    "schedule_mon_1": 3,
    "schedule_mon_2": 4,
    "schedule_tue_0": 5,
    "schedule_tue_1": 6,
    "schedule_tue_2": 7,
    "schedule_wed_0": 8,
    "schedule_wed_1": 9,
    "schedule_wed_2": 10,
    "schedule_thu_0": 11,
    "schedule_thu_1": 12,
    "schedule_thu_2": 13,
    "schedule_fri_0": 14,
    "schedule_fri_1": 15,
    "schedule_fri_2": 16,
    "schedule_sat_0": 17,
    "schedule_sat_1": 18,
    "schedule_sat_2": 19,
}

WIFI_VALUES = {
    "enable": True,
    "ssid": "attic",
    "encrypt": "wpa2_aes",
    "defkey": 3,
    "key1": "0123456789",
    "key2": "",
    "key3": "",
    "key4": "",
    "authtype": "shared",
    "keyformat": "ascii",
    "key1_bits": "bits_128",
    "key2_bits": "bits_64",
    "key3_bits": "bits_64",
    "key4_bits": "bits_64",
    "channel": 5,
    "mode": 0,
    "wpa_psk": "correct horse",
}

REQUESTS: list[tuple[str, dict[str, object], str]] = [
    ("check_user", {}, "/check_user.cgi"),
    ("snapshot", {}, "/snapshot.cgi"),
    ("videostream", {}, "/videostream.cgi"),
    ("videostream", {"resolution": "vga", "rate": "full"}, "/videostream.cgi?resolution=32&rate=0"),
    ("videostream", {"rate": "every_5_s", "resolution": "qvga"}, "/videostream.cgi?resolution=8&rate=23"),
    ("videostream.asf", {"resolution": "vga", "rate": "fps_15"}, "/videostream.asf?resolution=32&rate=3"),
    ("get_status", {}, "/get_status.cgi"),
    ("get_camera_params", {}, "/get_camera_params.cgi"),
    ("decoder_control", {"command": "up"}, "/decoder_control.cgi?command=0"),
    ("decoder_control", {"command": "stop_right"}, "/decoder_control.cgi?command=7"),
    (
        "decoder_control",
        {"command": "left", "onestep": True, "degree": 10},
        "/decoder_control.cgi?command=4&onestep=1&degree=10",
    ),
    ("decoder_control", {"command": "small_aperture"}, "/decoder_control.cgi?command=8"),
    ("decoder_control", {"command": "stop_large_aperture"}, "/decoder_control.cgi?command=11"),
    ("decoder_control", {"command": "focus_close"}, "/decoder_control.cgi?command=12"),
    ("decoder_control", {"command": "stop_focus_far"}, "/decoder_control.cgi?command=15"),
    ("decoder_control", {"command": "zoom_close"}, "/decoder_control.cgi?command=16"),
    ("decoder_control", {"command": "stop_zoom_far"}, "/decoder_control.cgi?command=19"),
    ("decoder_control", {"command": "auto_patrol"}, "/decoder_control.cgi?command=20"),
    ("decoder_control", {"command": "center"}, "/decoder_control.cgi?command=25"),
    ("decoder_control", {"command": "patrol_vertical"}, "/decoder_control.cgi?command=26"),
    ("decoder_control", {"command": "stop_patrol_vertical"}, "/decoder_control.cgi?command=27"),
    ("decoder_control", {"command": "patrol_horizontal"}, "/decoder_control.cgi?command=28"),
    ("decoder_control", {"command": "stop_patrol_horizontal"}, "/decoder_control.cgi?command=29"),
    ("decoder_control", {"command": "set_preset_1"}, "/decoder_control.cgi?command=30"),
    ("decoder_control", {"command": "go_preset_1"}, "/decoder_control.cgi?command=31"),
    ("decoder_control", {"command": "set_preset_16"}, "/decoder_control.cgi?command=60"),
    ("decoder_control", {"command": "go_preset_16"}, "/decoder_control.cgi?command=61"),
    ("decoder_control", {"command": "set_preset_30"}, "/decoder_control.cgi?command=88"),
    ("decoder_control", {"command": "go_preset_30"}, "/decoder_control.cgi?command=89"),
    ("decoder_control", {"command": "up_left"}, "/decoder_control.cgi?command=90"),
    ("decoder_control", {"command": "up_right"}, "/decoder_control.cgi?command=91"),
    ("decoder_control", {"command": "down_left"}, "/decoder_control.cgi?command=92"),
    ("decoder_control", {"command": "down_right"}, "/decoder_control.cgi?command=93"),
    # Preset 32 of an external decoder, by the manual's own code.
    ("decoder_control", {"command": "93"}, "/decoder_control.cgi?command=93"),
    ("decoder_control", {"command": "output_high"}, "/decoder_control.cgi?command=94"),
    ("decoder_control", {"command": "output_low"}, "/decoder_control.cgi?command=95"),
    ("decoder_control", {"command": "motor_test"}, "/decoder_control.cgi?command=255"),
    ("set_extra_io", {"value": 129}, "/set_extra_io.cgi?value=129"),
    ("camera_control.resolution", {"value": "vga"}, "/camera_control.cgi?param=0&value=32"),
    ("camera_control.resolution", {"value": "qqvga"}, "/camera_control.cgi?param=0&value=2"),
    ("camera_control.brightness", {"value": 255}, "/camera_control.cgi?param=1&value=255"),
    ("camera_control.contrast", {"value": 6}, "/camera_control.cgi?param=2&value=6"),
    ("camera_control.mode", {"value": "outdoor"}, "/camera_control.cgi?param=3&value=2"),
    ("camera_control.flip", {"value": "flip_and_mirror"}, "/camera_control.cgi?param=5&value=3"),
    ("reboot", {}, "/reboot.cgi"),
    ("restore_factory", {}, "/restore_factory.cgi"),
    ("get_params", {}, "/get_params.cgi"),
    ("upgrade_firmware", {}, "/upgrade_firmware.cgi"),
    ("upgrade_htmls", {}, "/upgrade_htmls.cgi"),
    ("set_alias", {"alias": "front door"}, "/set_alias.cgi?alias=front%20door"),
    (
        "set_datetime",
        {"tz": -3600, "daylight_saving_time": 3600, "ntp_enable": True, "ntp_svr": "time.nist.gov"},
        "/set_datetime.cgi?tz=-3600&daylight_saving_time=3600&ntp_enable=1&ntp_svr=time.nist.gov",
    ),
    ("set_datetime", {"now": 1195552193}, "/set_datetime.cgi?now=1195552193"),
    (
        "set_users",
        {
            "user1": "admin",
            "pwd1": "a&b=c",
            "pri1": "administrator",
            "user2": "op",
            "pwd2": "",
            "pri2": "operator",
            "user3": "guest",
            "pwd3": "x",
            "pri3": "visitor",
            "user4": "",
            "pwd4": "",
            "pri4": "visitor",
            "user5": "",
            "pwd5": "",
            "pri5": "visitor",
            "user6": "",
            "pwd6": "",
            "pri6": "visitor",
            "user7": "",
            "pwd7": "",
            "pri7": "visitor",
            "user8": "",
            "pwd8": "",
            "pri8": "visitor",
        },
        (
            "/set_users.cgi?user1=admin&pwd1=a%26b%3Dc&pri1=2&user2=op&pwd2=&pri2=1&user3=guest&pwd3=x&pri3=0"
            "&user4=&pwd4=&pri4=0&user5=&pwd5=&pri5=0&user6=&pwd6=&pri6=0&user7=&pwd7=&pri7=0"
            "&user8=&pwd8=&pri8=0"
        ),
    ),
    (
        "set_devices",
        {
            "dev2_alias": "yard",
            "dev2_host": "10.0.0.2",
            "dev2_port": 80,
            "dev2_user": "u",
            "dev2_pwd": "p",
            "dev3_alias": "",
            "dev3_host": "",
            "dev3_port": 0,
            "dev3_user": "",
            "dev3_pwd": "",
            "dev4_alias": "",
            "dev4_host": "",
            "dev4_port": 0,
            "dev4_user": "",
            "dev4_pwd": "",
        },
        (
            "/set_devices.cgi?dev2_alias=yard&dev2_host=10.0.0.2&dev2_port=80&dev2_user=u&dev2_pwd=p"
            "&dev3_alias=&dev3_host=&dev3_port=0&dev3_user=&dev3_pwd="
            "&dev4_alias=&dev4_host=&dev4_port=0&dev4_user=&dev4_pwd="
        ),
    ),
    (
        "set_network",
        {"ip": "", "mask": "255.255.255.0", "gateway": "10.0.0.1", "dns": "10.0.0.1", "port": 81},
        "/set_network.cgi?ip=&mask=255.255.255.0&gateway=10.0.0.1&dns=10.0.0.1&port=81",
    ),
    (
        "set_network",
        {
            "ip": "10.0.0.9",
            "mask": "255.0.0.0",
            "gateway": "10.0.0.1",
            "dns": "10.0.0.1",
            "port": 80,
            "dhcp_vendor": "ipcam",
        },
        "/set_network.cgi?ip=10.0.0.9&mask=255.0.0.0&gateway=10.0.0.1&dns=10.0.0.1&port=80&dhcp_vendor=ipcam",
    ),
    (
        "set_wifi",
        WIFI_VALUES,
        (
            "/set_wifi.cgi?enable=1&ssid=attic&encrypt=4&defkey=3&key1=0123456789&key2=&key3=&key4="
            "&authtype=1&keyformat=1&key1_bits=1&key2_bits=0&key3_bits=0&key4_bits=0&channel=5&mode=0"
            "&wpa_psk=correct%20horse"
        ),
    ),
    (
        "set_wifi",
        {**WIFI_VALUES, "enable": False, "encrypt": "none", "country": "japan"},
        (
            "/set_wifi.cgi?enable=0&ssid=attic&encrypt=0&defkey=3&key1=0123456789&key2=&key3=&key4="
            "&authtype=1&keyformat=1&key1_bits=1&key2_bits=0&key3_bits=0&key4_bits=0&channel=5&mode=0"
            "&wpa_psk=correct%20horse&country=5"
        ),
    ),
    (
        "set_pppoe",
        {"enable": True, "user": "u@provider", "pwd": "p", "mail_ip": False},
        "/set_pppoe.cgi?enable=1&user=u%40provider&pwd=p&mail_ip=0",
    ),
    ("set_upnp", {"enable": False}, "/set_upnp.cgi?enable=0"),
    (
        "set_ddns",
        {
            "service": "9299",
            "user": "u",
            "pwd": "p",
            "host": "h.example",
            "proxy_port": 1,
            "proxy_svr": "http://www.9299.org/upgengxin.asp",
        },
        (
            "/set_ddns.cgi?service=14&user=u&pwd=p&host=h.example"
            "&proxy_svr=http:%2F%2Fwww.9299.org%2Fupgengxin.asp&proxy_port=1"
        ),
    ),
    (
        "set_ddns",
        {
            "service": "easynet",
            "user": "",
            "pwd": "",
            "host": "",
            "proxy_svr": "",
            "proxy_port": 0,
            "restart_dyndns": True,
        },
        "/set_ddns.cgi?service=15&user=&pwd=&host=&proxy_svr=&proxy_port=0&restart_dyndns=1",
    ),
    (
        "set_ftp",
        {
            "svr": "10.0.0.3",
            "port": 21,
            "user": "u",
            "pwd": "p",
            "mode": "passive",
            "retain": True,
            "dir": "/cam",
            "upload_interval": 60,
            "filename": "a.jpg",
            "numberoffiles": 9,
            "schedule_enable": True,
            **WEEK_VALUES,
        },
        (
            "/set_ftp.cgi?svr=10.0.0.3&port=21&user=u&pwd=p&mode=1&retain=1&dir=%2Fcam&upload_interval=60"
            f"&filename=a.jpg&numberoffiles=9&schedule_enable=1&{WEEK}"
        ),
    ),
    ("set_ftp", {"mode": "port"}, "/set_ftp.cgi?mode=0"),
    (
        "set_mail",
        {
            "svr": "mail.example",
            "port": 465,
            "user": "u",
            "pwd": "p",
            "sender": "a@b.example",
            "receiver1": "c@d.example",
            "receiver2": "",
            "receiver3": "",
            "receiver4": "",
            "mail_inet_ip": True,
            "tls": "starttls",
        },
        (
            "/set_mail.cgi?svr=mail.example&port=465&user=u&pwd=p&sender=a%40b.example"
            "&receiver1=c%40d.example&receiver2=&receiver3=&receiver4=&mail_inet_ip=1&tls=2"
        ),
    ),
    (
        "set_msn",
        {"user": "u", "pwd": "p", "friend1": "f", "friend10": "t"},
        "/set_msn.cgi?user=u&pwd=p&friend1=f&friend10=t",
    ),
    (
        "set_alarm",
        {
            "motion_armed": True,
            "motion_sensitivity": 9,
            "motion_compensation": True,
            "input_armed": False,
            "sounddetect_armed": True,
            "sounddetect_sensitivity": 0,
            "iolinkage": True,
            "mail": False,
            "upload_interval": 65535,
            "schedule_enable": True,
            **WEEK_VALUES,
            "ioin_level": "low",
            "ioout_level": "high",
            "http": True,
            "preset": 2,
            "http_url": "http://u:p@10.0.0.4:8123/x?y=1",
        },
        (
            "/set_alarm.cgi?motion_armed=1&motion_sensitivity=9&motion_compensation=1&input_armed=0"
            "&sounddetect_armed=1&sounddetect_sensitivity=0&iolinkage=1&mail=0&upload_interval=65535"
            f"&schedule_enable=1&{WEEK}&ioin_level=0&ioout_level=1&http=1"
            "&http_url=http:%2F%2Fu:p%4010.0.0.4:8123%2Fx%3Fy%3D1&preset=2"
        ),
    ),
    ("set_alarm", {"motion_armed": False}, "/set_alarm.cgi?motion_armed=0"),
    (
        "comm_write",
        {"port": 3, "baud": "b115200", "bytes": 5, "data": "a b&c"},
        "/comm_write.cgi?port=3&baud=4098&bytes=5&data=a%20b%26c",
    ),
    (
        "set_forbidden",
        {"schedule_enable": True, **WEEK_VALUES},
        f"/set_forbidden.cgi?schedule_enable=1&{WEEK}",
    ),
    ("get_forbidden", {}, "/get_forbidden.cgi"),
    (
        "set_misc",
        {
            "led_mode": "off",
            "ptz_center_onstart": True,
            "ptz_auto_patrol_interval": 30,
            "ptz_auto_patrol_type": "both",
            "ptz_patrol_h_rounds": 0,
            "ptz_patrol_v_rounds": 2,
            "ptz_patrol_rate": 0,
            "ptz_patrol_up_rate": 100,
            "ptz_patrol_down_rate": 1,
            "ptz_patrol_left_rate": 2,
            "ptz_patrol_right_rate": 3,
            "ptz_disable_preset": True,
            "ptz_preset_onstart": 4,
        },
        (
            "/set_misc.cgi?led_mode=2&ptz_center_onstart=1&ptz_auto_patrol_interval=30&ptz_auto_patrol_type=3"
            "&ptz_patrol_h_rounds=0&ptz_patrol_v_rounds=2&ptz_patrol_rate=0&ptz_patrol_up_rate=100"
            "&ptz_patrol_down_rate=1&ptz_patrol_left_rate=2&ptz_patrol_right_rate=3&ptz_disable_preset=1"
            "&ptz_preset_onstart=4"
        ),
    ),
    ("get_misc", {}, "/get_misc.cgi"),
    ("set_decoder", {"baud": "b9600"}, "/set_decoder.cgi?baud=13"),
    ("wifi_scan", {}, "/wifi_scan.cgi"),
    ("get_wifi_scan_result", {}, "/get_wifi_scan_result.cgi"),
    ("get_log", {}, "/get_log.cgi"),
    ("test_mail", {}, "/test_mail.cgi"),
    ("test_ftp", {}, "/test_ftp.cgi"),
    ("backup_params", {}, "/backup_params.cgi"),
    ("restore_params", {}, "/restore_params.cgi"),
    ("set_factory_params", {}, "/set_factory_params.cgi"),
    ("set_mac", {"mac": "0012a0746f01"}, "/set_mac.cgi?mac=0012a0746f01"),
    (
        "set_factory_ddns",
        {"service": "mintdns", "host": "h", "proxy_svr": "http://www.dynddns.us/nic/update"},
        "/set_factory_ddns.cgi?service=13&host=h&proxy_svr=http:%2F%2Fwww.dynddns.us%2Fnic%2Fupdate",
    ),
    ("get_factory_ddns", {}, "/get_factory_ddns.cgi"),
    ("restore_factory_ddns", {}, "/restore_factory_ddns.cgi"),
]


@pytest.mark.parametrize(("name", "values", "target"), REQUESTS)
def test_request(name: str, values: dict[str, object], target: str) -> None:
    command = COMMANDS[name]
    assert WIRE.request(command, command.encode(values)).target == target


def test_every_command_has_a_request() -> None:
    assert {name for name, _, _ in REQUESTS} == set(COMMANDS)


def test_files_go_out_by_post() -> None:
    posted = {name for name, row in COMMANDS.items() if WIRE.request(row, {}).method == "POST"}
    assert posted == {"upgrade_firmware", "upgrade_htmls", "restore_params", "set_factory_params"}
    assert {COMMANDS[name].upload for name in posted} == {"file"}


# Lowest and highest number of the manual.
RANGES = [
    ("camera_control.brightness", "value", 0, 255),
    ("camera_control.contrast", "value", 0, 6),
    ("set_extra_io", "value", 0, 255),
    ("set_wifi", "defkey", 0, 3),
    ("set_ftp", "upload_interval", 0, 65535),
    ("set_ftp", "port", 0, 65535),
    ("set_mail", "port", 0, 65535),
    ("set_network", "port", 1, 65535),
    ("set_alarm", "motion_sensitivity", 0, 9),
    ("set_alarm", "sounddetect_sensitivity", 0, 9),
    ("set_alarm", "upload_interval", 0, 65535),
    ("set_alarm", "schedule_sat_2", 0, 4294967295),
    ("set_ftp", "schedule_sun_0", 0, 4294967295),
    ("set_forbidden", "schedule_wed_1", 0, 4294967295),
    ("set_datetime", "tz", -50400, 43200),
    ("comm_write", "port", 0, 3),
    ("comm_write", "bytes", 0, 255),
    ("set_misc", "ptz_patrol_rate", 0, 100),
    ("set_misc", "ptz_patrol_up_rate", 0, 100),
    ("set_misc", "ptz_patrol_down_rate", 0, 100),
    ("set_misc", "ptz_patrol_left_rate", 0, 100),
    ("set_misc", "ptz_patrol_right_rate", 0, 100),
]


@pytest.mark.parametrize(("name", "param", "lowest", "highest"), RANGES)
def test_range(name: str, param: str, lowest: int, highest: int) -> None:
    codec = COMMANDS[name].param(param).codec
    assert [codec.encode(lowest), codec.encode(highest)] == [str(lowest), str(highest)]
    for value in (lowest - 1, highest + 1, "", "much", None, 0.5):
        with pytest.raises(InvalidValueError):
            codec.encode(value)


# Most characters of the manual.
LENGTHS = [
    ("set_alias", "alias", 20),
    ("set_datetime", "ntp_svr", 64),
    ("set_users", "user1", 12),
    ("set_users", "pwd1", 12),
    ("set_users", "pwd8", 12),
    ("set_devices", "dev2_alias", 20),
    ("set_devices", "dev2_host", 64),
    ("set_devices", "dev2_user", 12),
    ("set_devices", "dev4_pwd", 12),
    ("set_wifi", "ssid", 40),
    ("set_wifi", "key1", 30),
    ("set_wifi", "wpa_psk", 64),
    ("set_pppoe", "user", 64),
    ("set_pppoe", "pwd", 64),
    ("set_ddns", "user", 64),
    ("set_ddns", "pwd", 64),
    ("set_ddns", "host", 64),
    ("set_ddns", "proxy_svr", 64),
    ("set_ftp", "svr", 64),
    ("set_ftp", "user", 64),
    ("set_ftp", "pwd", 64),
    ("set_ftp", "dir", 64),
    ("set_mail", "svr", 64),
    ("set_mail", "user", 64),
    ("set_mail", "pwd", 64),
    ("set_mail", "sender", 64),
    ("set_mail", "receiver4", 64),
    ("set_msn", "user", 64),
    ("set_msn", "pwd", 64),
    ("set_msn", "friend10", 64),
    ("set_factory_ddns", "user", 64),
    ("set_factory_ddns", "pwd", 64),
    ("set_factory_ddns", "host", 64),
    ("set_factory_ddns", "proxy_svr", 64),
]


@pytest.mark.parametrize(("name", "param", "most"), LENGTHS)
def test_length(name: str, param: str, most: int) -> None:
    codec = COMMANDS[name].param(param).codec
    assert codec.encode("x" * most) == "x" * most
    with pytest.raises(InvalidValueError):
        codec.encode("x" * (most + 1))


# The manual's tables, reserved codes left out, and a code that is in none.
RATES = (
    "0 full, 1 fps_20, 3 fps_15, 6 fps_10, 11 fps_5, 12 fps_4, 13 fps_3, 14 fps_2, 15 fps_1, "
    "17 every_2_s, 19 every_3_s, 21 every_4_s, 23 every_5_s"
)
BAUDS = "9 b1200, 11 b2400, 12 b4800, 13 b9600, 14 b19200, 15 b38400, 4097 b57600, 4098 b115200"
SERVICES = (
    "0 off, 1 oray, 2 dyndns, 3 dyndns_static, 4 dyndns_custom, 8 3322, 9 3322_static, 13 mintdns, 14 9299"
)
CODES = [
    ("videostream", "resolution", "8 qvga, 32 vga", 2),
    ("videostream", "rate", RATES, 24),
    ("videostream.asf", "resolution", "8 qvga, 32 vga", 16),
    ("videostream.asf", "rate", RATES, 2),
    ("camera_control.resolution", "value", "2 qqvga, 8 qvga, 32 vga", 16),
    ("camera_control.mode", "value", "0 hz_50, 1 hz_60, 2 outdoor", 3),
    ("camera_control.flip", "value", "0 normal, 1 flip, 2 mirror, 3 flip_and_mirror", 4),
    ("set_users", "pri1", "0 visitor, 1 operator, 2 administrator", 3),
    ("set_wifi", "encrypt", "0 none, 1 wep, 2 wpa_tkip, 3 wpa_aes, 4 wpa2_aes, 5 wpa2_tkip_aes", 6),
    ("set_wifi", "authtype", "0 open, 1 shared", 2),
    ("set_wifi", "keyformat", "0 hexadecimal, 1 ascii", 2),
    ("set_wifi", "key4_bits", "0 bits_64, 1 bits_128", 2),
    (
        "set_wifi",
        "country",
        (
            "0 north_america, 1 europe, 2 channels_10_11, 3 channels_10_13, 4 channel_14, 5 japan, "
            "6 channels_3_9, 7 channels_5_13"
        ),
        8,
    ),
    ("set_ddns", "service", f"{SERVICES}, 15 easynet", 5),
    ("set_factory_ddns", "service", SERVICES, 15),
    ("set_ftp", "mode", "0 port, 1 passive", 2),
    ("set_mail", "tls", "0 none, 1 tls, 2 starttls", 3),
    ("set_alarm", "ioin_level", "0 low, 1 high", 2),
    ("set_alarm", "ioout_level", "0 low, 1 high", 2),
    ("comm_write", "baud", BAUDS, 10),
    ("set_decoder", "baud", BAUDS, 16),
    ("set_misc", "led_mode", "0 mode_1, 1 mode_2, 2 off", 3),
    ("set_misc", "ptz_auto_patrol_type", "0 none, 1 horizontal, 2 vertical, 3 both", 4),
]


@pytest.mark.parametrize(("name", "param", "table", "wrong"), CODES)
def test_codes(name: str, param: str, table: str, wrong: int) -> None:
    codec = COMMANDS[name].param(param).codec
    assert codec.limits == table
    for option in (wrong, "", "unheard_of"):
        with pytest.raises(InvalidValueError):
            codec.encode(option)


def test_decoder_codes() -> None:
    codec = COMMANDS["decoder_control"].param("command").codec
    assert isinstance(codec, Choice)
    assert sorted(map(int, codec.options)) == [*range(96), 255]
    # A movement is stopped by the code after its own.
    stops = {
        code: name.removeprefix("stop_") for code, name in codec.options.items() if name.startswith("stop_")
    }
    assert all(codec.options[str(int(code) - 1)] == name for code, name in stops.items())
    assert sorted(map(int, stops)) == [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 27, 29]


FLAGS = [
    ("decoder_control", "onestep"),
    ("set_datetime", "ntp_enable"),
    ("set_wifi", "enable"),
    ("set_pppoe", "enable"),
    ("set_upnp", "enable"),
    ("set_ddns", "restart_dyndns"),
    ("set_ftp", "retain"),
    ("set_ftp", "schedule_enable"),
    ("set_mail", "mail_inet_ip"),
    ("set_alarm", "motion_armed"),
    ("set_alarm", "motion_compensation"),
    ("set_alarm", "input_armed"),
    ("set_alarm", "sounddetect_armed"),
    ("set_alarm", "iolinkage"),
    ("set_alarm", "mail"),
    ("set_alarm", "http"),
    ("set_alarm", "schedule_enable"),
    ("set_forbidden", "schedule_enable"),
    ("set_misc", "ptz_center_onstart"),
    ("set_misc", "ptz_disable_preset"),
]


@pytest.mark.parametrize(("name", "param"), FLAGS)
def test_flag(name: str, param: str) -> None:
    codec = COMMANDS[name].param(param).codec
    assert [codec.encode(False), codec.encode(True)] == ["0", "1"]
    with pytest.raises(InvalidValueError):
        codec.encode(2)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("decoder_control", {}),
        ("decoder_control", {"onestep": True}),
        ("set_alias", {}),
        ("set_upnp", {}),
        ("set_decoder", {}),
        ("set_extra_io", {}),
        ("set_mac", {}),
        ("camera_control.mode", {}),
        ("set_wifi", {**WIFI_VALUES, "country": "japan", "colour": "red"}),
        ("set_wifi", {name: value for name, value in WIFI_VALUES.items() if name != "wpa_psk"}),
        ("set_forbidden", {"schedule_enable": True}),
        ("set_mail", {"svr": "mail.example"}),
        ("set_users", {"user1": "admin", "pwd1": "x", "pri1": "administrator"}),
        ("comm_write", {"port": 0, "baud": "b9600", "data": "x"}),
        ("get_params", {"user": "x"}),
    ],
)
def test_refused_request(name: str, values: Mapping[str, object]) -> None:
    with pytest.raises(InvalidValueError):
        COMMANDS[name].encode(values)


# Whole records: the camera forgets what it is not told.

FORBIDDEN_RECORD = {
    "schedule_enable": "0",
    **{name: str(value) for name, value in WEEK_VALUES.items()},
}

MAIL_RECORD = {
    "mail_svr": "mail.example",
    "mail_port": "25",
    "mail_tls": "1",
    "mail_user": "u",
    "mail_pwd": "p&q",
    "mail_sender": "a@b.example",
    "mail_receiver1": "c@d.example",
    "mail_receiver2": "",
    "mail_receiver3": "",
    "mail_receiver4": "e@f.example",
    "mail_inet_ip": "0",
    "alarm_mail": "1",
    "user1_name": "admin",
}

USERS_RECORD = {
    "user1_name": "admin",
    "user1_pwd": "x",
    "user1_pri": "2",
    "user2_name": "op",
    "user2_pwd": "y",
    "user2_pri": "1",
    **{f"user{n}_{part}": "" for n in range(3, 9) for part in ("name", "pwd")},
    **{f"user{n}_pri": "0" for n in range(3, 9)},
}


def test_one_change_keeps_the_rest_of_the_mail_settings() -> None:
    sent = COMMANDS["set_mail"].complete({"mail_inet_ip": "1"}, MAIL_RECORD)
    assert list(sent.items()) == [
        ("svr", "mail.example"),
        ("port", "25"),
        ("user", "u"),
        ("pwd", "p&q"),
        ("sender", "a@b.example"),
        ("receiver1", "c@d.example"),
        ("receiver2", ""),
        ("receiver3", ""),
        ("receiver4", "e@f.example"),
        ("mail_inet_ip", "1"),
        ("tls", "1"),
    ]


def test_old_firmware_is_not_sent_what_it_does_not_tell() -> None:
    record = {name: text for name, text in MAIL_RECORD.items() if name != "mail_tls"}
    assert "tls" not in COMMANDS["set_mail"].complete({"mail_inet_ip": "1"}, record)


def test_unknown_field_of_newer_firmware_is_kept() -> None:
    sent = COMMANDS["set_mail"].complete({"mail_inet_ip": "1"}, {**MAIL_RECORD, "mail_zip": "7"})
    assert sent["zip"] == "7"


@pytest.mark.parametrize("lost", ["mail_svr", "mail_pwd", "mail_receiver4"])
def test_nothing_is_sent_when_a_setting_is_not_known(lost: str) -> None:
    record = {name: text for name, text in MAIL_RECORD.items() if name != lost}
    with pytest.raises(InvalidValueError, match=lost):
        COMMANDS["set_mail"].complete({"mail_inet_ip": "1"}, record)


def test_the_upload_goes_back_whole_in_manual_order() -> None:
    record = {
        "ftp_svr": "ftp.example",
        "ftp_port": "21",
        "ftp_user": "u",
        "ftp_pwd": "p",
        "ftp_dir": "/",
        "ftp_mode": "1",
        "ftp_upload_interval": "0",
        "ftp_schedule_enable": "0",
        "ftp_schedule_sun_0": "7",
        "mail_svr": "mail.example",
    }
    sent = COMMANDS["set_ftp"].complete({"ftp_schedule_enable": "1"}, record)
    assert sent == {
        "svr": "ftp.example",
        "port": "21",
        "user": "u",
        "pwd": "p",
        "mode": "1",
        "dir": "/",
        "upload_interval": "0",
        "schedule_enable": "1",
        "schedule_sun_0": "7",
    }


def test_one_password_keeps_the_other_accounts() -> None:
    sent = COMMANDS["set_users"].complete({"user2_pwd": "z"}, USERS_RECORD)
    assert len(sent) == 24
    assert (sent["user1"], sent["pwd1"], sent["pri1"]) == ("admin", "x", "2")
    assert (sent["user2"], sent["pwd2"], sent["pri2"]) == ("op", "z", "1")
    assert (sent["user8"], sent["pwd8"], sent["pri8"]) == ("", "", "0")


def test_viewing_ban_sends_the_whole_week() -> None:
    sent = COMMANDS["set_forbidden"].complete({"schedule_enable": "1"}, FORBIDDEN_RECORD)
    assert "&".join(f"{name}={text}" for name, text in sent.items()) == f"schedule_enable=1&{WEEK}"


def test_pppoe_says_again_whether_an_address_change_is_mailed() -> None:
    record = {"pppoe_enable": "0", "pppoe_user": "u", "pppoe_pwd": "p", "mail_inet_ip": "1"}
    assert COMMANDS["set_pppoe"].complete({"pppoe_enable": "1"}, record) == {
        "enable": "1",
        "user": "u",
        "pwd": "p",
        "mail_ip": "1",
    }


def test_ddns_is_not_restarted_unless_told() -> None:
    record = {
        "ddns_service": "12",
        "ddns_user": "u",
        "ddns_pwd": "p",
        "ddns_host": "h",
        "ddns_proxy_svr": "",
        "ddns_proxy_port": "0",
    }
    assert COMMANDS["set_ddns"].complete({"ddns_host": "g"}, record) == {
        # A code that the manual reserves goes back as it came.
        "service": "12",
        "user": "u",
        "pwd": "p",
        "host": "g",
        "proxy_svr": "",
        "proxy_port": "0",
    }


@pytest.mark.parametrize(
    ("name", "changes", "sent"),
    [
        ("set_alarm", {"alarm_motion_armed": "1"}, {"motion_armed": "1"}),
        ("set_alarm", {"alarm_sounddetect_armed": "1"}, {"sounddetect_armed": "1"}),
        ("set_alarm", {"alarm_schedule_enable": "0"}, {"schedule_enable": "0"}),
        ("set_misc", {"led_mode": "2"}, {"led_mode": "2"}),
        ("set_datetime", {"ntp_enable": "0"}, {"ntp_enable": "0"}),
        ("set_msn", {"msn_friend1": "f"}, {"friend1": "f"}),
        ("set_upnp", {"upnp_enable": "1"}, {"enable": "1"}),
        ("set_decoder", {"decoder_baud": "13"}, {"baud": "13"}),
        ("set_alias", {"alias": "x"}, {"alias": "x"}),
        ("camera_control.contrast", {"contrast": "6"}, {"value": "6"}),
    ],
)
def test_partial_setter_sends_the_change_only(
    name: str, changes: Mapping[str, str], sent: Mapping[str, str]
) -> None:
    record = {field.name: "0" for row in COMMANDS.values() for field in row.returns}
    assert COMMANDS[name].complete(changes, record) == sent


# Replies: the manual's own examples, and its tables.


def read(name: str, body: str) -> dict[str, object]:
    """Return the documented fields of a reply, decoded."""
    command = COMMANDS[name]
    record = WIRE.parse(command, HttpResponse(200, {}, body.encode()))
    return {
        field.name: field.codec.decode(record[field.name])
        for field in command.returns
        if field.name in record
    }


def test_example_of_the_introduction() -> None:
    body = (
        "var id='003456789A0A';\nvar sys_ver='0.0.1.2';\nvar app_ver='0.0.1.3';\nvar alias='';\n"
        "var now=1195552193;\nvar tz=0;\nvar ntp_enable=1;\nvar ntp_svr='time.nist.gov';\n"
    )
    assert read("get_params", body) == {
        "id": "003456789A0A",
        "sys_ver": "0.0.1.2",
        "app_ver": "0.0.1.3",
        "alias": "",
        "now": 1195552193,
        "tz": 0,
        "ntp_enable": True,
        "ntp_svr": "time.nist.gov",
    }


def test_example_of_the_wifi_scan() -> None:
    body = (
        "var ap_bssid=new Array();\nvar ap_ssid=new Array();\nvar ap_mode=new Array();\n"
        "var ap_security=new Array();\n"
        "ap_bssid[0]='0015ebbe2153';\nap_ssid[0]='ZXDSL531BII-BE2153';\nap_mode[0]=0;\nap_security[0]=0;\n"
        "ap_bssid[1]='00223f176d70';\nap_ssid[1]='nony';\nap_mode[1]=0;\nap_security[1]=2;\n"
        "ap_bssid[2]='001d0f3fef40';\nap_ssid[2]='Calvin&Cici';\nap_mode[2]=0;\nap_security[2]=1;\n"
        "ap_bssid[3]='0022b0f5ce72';\nap_ssid[3]='CX';\nap_mode[3]=0;\nap_security[3]=1;\n"
        "ap_bssid[4]='001c1042b6b7';\nap_ssid[4]='ipcamera';\nap_mode[4]=0;\nap_security[4]=2;\n"
        "var ap_number=5;\n"
    )
    assert read("get_wifi_scan_result", body) == {
        "ap_number": 5,
        "ap_bssid[0]": "0015ebbe2153",
        "ap_ssid[0]": "ZXDSL531BII-BE2153",
        "ap_mode[0]": "infrastructure",
        "ap_security[0]": "none",
    }
    record = WIRE.parse(COMMANDS["get_wifi_scan_result"], HttpResponse(200, {}, body.encode()))
    assert [record[f"ap_ssid[{n}]"] for n in range(5)] == [
        "ZXDSL531BII-BE2153",
        "nony",
        "Calvin&Cici",
        "CX",
        "ipcamera",
    ]
    assert [record[f"ap_security[{n}]"] for n in range(5)] == ["0", "2", "1", "1", "2"]


def test_example_of_the_log() -> None:
    body = (
        "var log_text='Mon, 2009-08-03 19:53:04      ipcamera 192.168.0.16  access\\n"
        "Mon, 2009-08-03 20:13:03      admin 192.168.0.16 access\\n';\n"
    )
    text = read("get_log", body)["log_text"]
    assert isinstance(text, str)
    assert text.split("\\n")[1] == "Mon, 2009-08-03 20:13:03      admin 192.168.0.16 access"


def test_status() -> None:
    body = (
        "var id='003456789A0A';\nvar sys_ver='11.22.2.43';\nvar app_ver='2.4.18.17';\nvar alias='yard';\n"
        "var now=1195552193;\nvar tz=-28800;\nvar alarm_status=1;\nvar ddns_status=204;\nvar ddns_host='h';\n"
        "var oray_type=1;\nvar wifi_status=1;\nvar upnp_status=5;\nvar msn_status=-4;\n"
    )
    assert read("get_status", body) == {
        "id": "003456789A0A",
        "sys_ver": "11.22.2.43",
        "app_ver": "2.4.18.17",
        "alias": "yard",
        "now": 1195552193,
        "tz": -28800,
        "alarm_status": "motion",
        "ddns_status": "9299_wrong_login",
        "ddns_host": "h",
        "oray_type": "professional",
        "wifi_status": True,
        "upnp_status": "rejected",
        "msn_status": "tls_error",
    }


def test_camera_params() -> None:
    body = "var resolution=32;\nvar brightness=112;\nvar contrast=4;\nvar mode=1;\nvar flip=2;\nvar fps=0;\n"
    assert read("get_camera_params", body) == {
        "resolution": "vga",
        "brightness": 112,
        "contrast": 4,
        "mode": "hz_60",
        "flip": "mirror",
    }


def test_current_user() -> None:
    body = "var user='admin';\nvar pwd='secret';\nvar pri=3;\n"
    assert read("check_user", body) == {"user": "admin", "pwd": "secret", "pri": "administrator"}


def test_privilege_counts_from_0_in_the_settings() -> None:
    assert read("get_params", "var user1_pri=2;\nvar user2_pri=0;\n") == {
        "user1_pri": "administrator",
        "user2_pri": "visitor",
    }


def test_result_of_a_test() -> None:
    assert read("test_mail", "var result=-13;\n") == {"result": "no_tls_on_server"}
    assert read("test_ftp", "var result=0;\n") == {"result": "ok"}


# Every code that the manual gives a meaning.
DDNS = (
    "0 idle, 1 connecting, 2 cannot_connect, 3 dyndns_ok, 4 dyndns_system_error, 5 dyndns_wrong_login, "
    "6 dyndns_needs_credited_user, 7 dyndns_bad_host_format, 8 dyndns_unknown_host, "
    "9 dyndns_foreign_host, 10 dyndns_wrong_host_count, 11 dyndns_host_blocked, 12 dyndns_server_error, "
    "13 dyndns_bad_reply, 14 oray_bad_reply, 15 oray_wrong_login, 16 oray_wrong_host, 17 oray_ok, "
    "29 3322_ok, 30 3322_system_error, 31 3322_wrong_login, 32 3322_needs_credited_user, "
    "33 3322_bad_host_format, 34 3322_unknown_host, 35 3322_foreign_host, 36 3322_wrong_host_count, "
    "37 3322_host_blocked, 38 3322_server_error, 39 3322_bad_reply, "
    "100 mintdns_ok, 101 mintdns_unknown_error, 102 mintdns_system_error, 103 mintdns_wrong_login, "
    "104 mintdns_needs_credited_user, 105 mintdns_unknown_host, 106 mintdns_server_error, "
    "200 9299_ok, 201 9299_unknown_error, 202 9299_host_expired, 203 9299_host_not_activated, "
    "204 9299_wrong_login, 205 9299_unknown_domain, "
    "300 easynet_ok, 301 easynet_no_permission, 302 easynet_unknown_account, "
    "303 easynet_account_expired, 304 easynet_account_blocked, 305 easynet_bad_parameter, "
    "306 easynet_unknown_error"
)
STATES = [
    ("get_status", "alarm_status", "0 none, 1 motion, 2 input, 3 sound"),
    ("get_status", "ddns_status", DDNS),
    ("get_status", "oray_type", "0 standard, 1 professional"),
    ("get_status", "wifi_status", "0 off, 1 on"),
    (
        "get_status",
        "upnp_status",
        "0 idle, 1 ok, 2 system_error, 3 network_error, 4 dialogue_error, 5 rejected",
    ),
    (
        "get_status",
        "msn_status",
        "0 idle, 1 ok, -1 system_error, -2 cannot_connect, -3 dialogue_error, -4 tls_error",
    ),
    ("check_user", "pri", "1 visitor, 2 operator, 3 administrator"),
    ("get_wifi_scan_result", "ap_mode[0]", "0 infrastructure, 1 ad_hoc"),
    (
        "get_wifi_scan_result",
        "ap_security[0]",
        "0 none, 1 wep, 2 wpa_psk_tkip, 3 wpa_psk_aes, 4 wpa2_psk_aes, 5 wpa2_psk_tkip, 6 unsupported",
    ),
    (
        "test_mail",
        "result",
        (
            "0 ok, -1 cannot_connect, -2 network_error, -3 server_error, -4 wrong_user, -5 wrong_password, "
            "-6 sender_rejected, -7 receiver_rejected, -8 text_rejected, -9 login_method_refused, "
            "-10 internal_error, -11 no_tls_in_camera, -12 bad_parameter, -13 no_tls_on_server"
        ),
    ),
    (
        "test_ftp",
        "result",
        (
            "0 ok, -1 cannot_connect, -2 network_error, -3 server_error, -4 wrong_user, -5 wrong_password, "
            "-6 wrong_directory, -7 passive_mode_error, -8 port_mode_error, -9 store_error"
        ),
    ),
]


@pytest.mark.parametrize(("name", "field", "table"), STATES)
def test_states(name: str, field: str, table: str) -> None:
    assert COMMANDS[name].field(field).codec.limits == table


@pytest.mark.parametrize("code", ["18", "28", "40", "42", "99"])
def test_reserved_code_has_no_meaning(code: str) -> None:
    assert COMMANDS["get_status"].field("ddns_status").codec.decode(code) == f"code {code}"
