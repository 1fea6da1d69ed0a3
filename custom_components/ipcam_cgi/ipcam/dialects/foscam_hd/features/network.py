"""Ports and services in the network."""

from collections.abc import Collection, Mapping, Sequence

from ....errors import InvalidValueError
from ....model import features as f
from ....model.binding import Binder, Binding
from ....model.catalogue import Record, Request
from ..manual.network import FTP, MAIL_TEST


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
        bind.setting(f.PPPOE, "setPPPoEConfig", "isEnable"),
        bind.setting(f.FIREWALL, "setFirewallConfig", "isEnable"),
        bind.setting(f.FIREWALL_RULE, "setFirewallConfig", "rule"),
    )


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
