"""Every heading of both manuals, listed by hand, has its row with the documented privilege."""

import re

from custom_components.ipcam_cgi.ipcam.dialects.netwave.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.netwave.manual.sdk21 import COMMANDS_21
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Catalogue, Effect

PRIVILEGES = {
    "check_user.cgi": Access.VISITOR,
    "snapshot.cgi": Access.VISITOR,
    "videostream.cgi": Access.VISITOR,
    "videostream.asf": Access.VISITOR,
    "get_status.cgi": Access.NONE,
    "get_camera_params.cgi": Access.VISITOR,
    "decoder_control.cgi": Access.OPERATOR,
    "set_extra_io.cgi": Access.OPERATOR,
    "camera_control.cgi": Access.OPERATOR,
    "reboot.cgi": Access.ADMINISTRATOR,
    "restore_factory.cgi": Access.ADMINISTRATOR,
    "get_params.cgi": Access.ADMINISTRATOR,
    "upgrade_firmware.cgi": Access.ADMINISTRATOR,
    "upgrade_htmls.cgi": Access.ADMINISTRATOR,
    "set_alias.cgi": Access.ADMINISTRATOR,
    "set_datetime.cgi": Access.ADMINISTRATOR,
    "set_users.cgi": Access.ADMINISTRATOR,
    "set_devices.cgi": Access.ADMINISTRATOR,
    "set_network.cgi": Access.ADMINISTRATOR,
    "set_wifi.cgi": Access.ADMINISTRATOR,
    "set_pppoe.cgi": Access.ADMINISTRATOR,
    "set_upnp.cgi": Access.ADMINISTRATOR,
    "set_ddns.cgi": Access.ADMINISTRATOR,
    "set_ftp.cgi": Access.ADMINISTRATOR,
    "set_mail.cgi": Access.ADMINISTRATOR,
    "set_msn.cgi": Access.ADMINISTRATOR,
    "set_alarm.cgi": Access.ADMINISTRATOR,
    "comm_write.cgi": Access.OPERATOR,
    "set_forbidden.cgi": Access.ADMINISTRATOR,
    "get_forbidden.cgi": Access.ADMINISTRATOR,
    "set_misc.cgi": Access.ADMINISTRATOR,
    "get_misc.cgi": Access.ADMINISTRATOR,
    "set_decoder.cgi": Access.ADMINISTRATOR,
    "wifi_scan.cgi": Access.ADMINISTRATOR,
    "get_wifi_scan_result.cgi": Access.ADMINISTRATOR,
    "get_log.cgi": Access.ADMINISTRATOR,
    "test_mail.cgi": Access.ADMINISTRATOR,
    "test_ftp.cgi": Access.ADMINISTRATOR,
    "backup_params.cgi": Access.ADMINISTRATOR,
    "restore_params.cgi": Access.ADMINISTRATOR,
    "set_factory_params.cgi": Access.ADMINISTRATOR,
    "set_mac.cgi": Access.ADMINISTRATOR,
    "set_factory_ddns.cgi": Access.ADMINISTRATOR,
    "get_factory_ddns.cgi": Access.ADMINISTRATOR,
    "restore_factory_ddns.cgi": Access.ADMINISTRATOR,
}

HEADINGS_21 = [
    "snapshot.cgi",
    "videostream.cgi",
    "videostream.asf",
    "get_status.cgi",
    "get_camera_params.cgi",
    "decoder_control.cgi",
    "camera_control.cgi",
    "reboot.cgi",
    "restore_factory.cgi",
    "get_params.cgi",
    "upgrade_firmware.cgi",
    "upgrade_htmls.cgi",
    "set_alias.cgi",
    "set_datetime.cgi",
    "set_users.cgi",
    "set_devices.cgi",
    "set_network.cgi",
    "set_wifi.cgi",
    "set_pppoe.cgi",
    "set_upnp.cgi",
    "set_ddns.cgi",
    "set_ftp.cgi",
    "set_mail.cgi",
    "set_alarm.cgi",
    "comm_write.cgi",
    "set_forbidden.cgi",
    "get_forbidden.cgi",
    "set_misc.cgi",
    "get_misc.cgi",
    "set_decoder.cgi",
]


def headings(commands: Catalogue) -> list[str]:
    """Return the sections of a catalogue without the manual's number, each once."""
    return list(dict.fromkeys(row.section.partition(" ")[2] for row in commands.values()))


def test_counts() -> None:
    assert (len(PRIVILEGES), len(HEADINGS_21)) == (45, 30)
    # camera_control.cgi has a row for each of its five settings.
    assert (len(COMMANDS), len(COMMANDS_21)) == (49, 34)


def test_headings_in_the_manuals_order() -> None:
    assert headings(COMMANDS) == list(PRIVILEGES)
    assert headings(COMMANDS_21) == HEADINGS_21


def test_sections_name_their_manual() -> None:
    assert {row.section.partition(" ")[0] for row in COMMANDS.values()} == {"1.27"}
    assert {row.section.partition(" ")[0] for row in COMMANDS_21.values()} == {"2.1"}


def test_paths_are_the_headings() -> None:
    for row in (*COMMANDS.values(), *COMMANDS_21.values()):
        assert row.path == "/" + row.section.partition(" ")[2]


def test_privileges() -> None:
    for row in (*COMMANDS.values(), *COMMANDS_21.values()):
        assert row.access is PRIVILEGES[row.section.partition(" ")[2]], row.name


def test_174_settings() -> None:
    names = [field.name for field in COMMANDS["get_params"].returns]
    assert len(names) == len(set(names)) == 174
    by_topic = {
        "user": 24,
        "dev": 15,
        "wifi_": 18,
        "pppoe_": 3,
        "upnp_": 1,
        "ddns_": 6,
        "mail_": 11,
        "ftp_": 32,
        "alarm_": 36,
        "decoder_": 1,
        "msn_": 12,
    }
    for topic, count in by_topic.items():
        assert sum(name.startswith(topic) for name in names) == count, topic
    others = [name for name in names if not name.startswith(tuple(by_topic))]
    assert others == [
        "id",
        "sys_ver",
        "app_ver",
        "alias",
        "now",
        "tz",
        "daylight_saving_time",
        "ntp_enable",
        "ntp_svr",
        "ip",
        "mask",
        "gateway",
        "dns",
        "port",
        "dhcp_vendor",
    ]


def test_what_can_cost_the_camera_is_destructive() -> None:
    destructive = {row.name for row in COMMANDS.values() if row.effect is Effect.DESTRUCTIVE}
    assert destructive == {
        "restore_factory",
        "upgrade_firmware",
        "upgrade_htmls",
        "set_users",
        "set_network",
        "set_wifi",
        "set_pppoe",
        "restore_params",
        "set_factory_params",
        "set_mac",
        "set_factory_ddns",
        "restore_factory_ddns",
    }


def test_passwords_are_secret() -> None:
    for row in COMMANDS.values():
        named = [(param.name, param.codec) for param in row.params]
        named += [(field.name, field.codec) for field in row.returns]
        for name, codec in named:
            revealing = re.search(r"pwd|psk|key[1-4]$|http_url", name)
            assert codec.secret == bool(revealing), f"{row.name} {name}"
