"""Ports and services in the network."""

from collections.abc import Collection, Mapping, Sequence

from ....errors import InvalidValueError
from ....model import features as f
from ....model.binding import Binder, Binding
from ....model.catalogue import Record, Request
from ..accessors import Careful
from ..codes import FIREWALL_RULE
from ..manual.common import FLAG
from ..manual.network import FTP, MAIL_TEST

NO_ADDRESS = ("", "0")


def network(bind: Binder, traits: Collection[str]) -> Sequence[Binding | None]:
    """Bind ports and services."""
    peer = (
        bind.setting(f.P2P, "setP2PEnable", "enable"),
        bind.setting(f.P2P_PORT, "setP2PPort", "port"),
    )
    return (
        bind.setting(f.MEDIA_PORT, "setPortInfo", "mediaPort"),
        bind.setting(f.HTTPS_PORT, "setPortInfo", "httpsPort"),
        bind.setting(f.ONVIF_PORT, "setPortInfo", "onvifPort"),
        bind.setting(f.UPNP, "setUPnPConfig", "isEnable"),
        bind.setting(f.DDNS, "setDDNSConfig", "isEnable"),
        bind.setting(f.DDNS_PROVIDER, "setDDNSConfig", "ddnsServer"),
        bind.setting(f.FTP_MODE, "setFtpConfig", "mode"),
        _test(
            bind,
            f.TEST_FTP,
            "testFtpServer",
            "getFtpConfig",
            {each.name: each.name for each in FTP},
        ),
        bind.setting(f.MAIL, "setSMTPConfig", "isEnable"),
        bind.setting(f.MAIL_ENCRYPTION, "setSMTPConfig", "tls"),
        _test(
            bind,
            f.TEST_MAIL,
            "smtpTest",
            "getSMTPConfig",
            {each.name: each.name for each in MAIL_TEST} | {"smtpServer": "server"},
        ),
        *(() if "no p2pFlag" in traits else peer),
        bind.change(f.PPPOE, "setPPPoEConfig", Careful("isEnable", FLAG, _no_account)),
        bind.change(f.FIREWALL, "setFirewallConfig", Careful("isEnable", FLAG, _nobody_listed)),
        bind.change(f.FIREWALL_RULE, "setFirewallConfig", Careful("rule", FIREWALL_RULE, _nobody_listed)),
    )


def _no_account(record: Record) -> str:
    is_on = record.get("isEnable", "").strip() == "1"
    return "" if not is_on or record.get("userName", "").strip() else "PPPoE has no account"


def _nobody_listed(record: Record) -> str:
    only_listed = record.get("isEnable", "").strip() == "1" and record.get("rule", "").strip() == "1"
    listed = any(record.get(f"ipList{index}", "").strip() not in NO_ADDRESS for index in range(8))
    return "no address is listed, nobody could connect" if only_listed and not listed else ""


def _test(
    bind: Binder,
    feature: f.Feature[None],
    command: str,
    getter: str,
    fields: Mapping[str, str],
) -> Binding[None] | None:
    """Bind a test that wants to be told the settings which it tests."""

    def request(_value: None, record: Record) -> Sequence[Request]:
        if missing := {field for field in fields.values() if field not in record}:
            raise InvalidValueError(f"the camera did not report its {min(missing)}")
        return (Request(bind.commands[command], {name: record[field] for name, field in fields.items()}),)

    return bind.rework(feature, request, command, reads=(getter,))
