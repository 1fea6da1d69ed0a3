"""The manual's chapter "Network"."""

from ....model.catalogue import Command
from ....model.codecs import Int, Secret, Text
from ....model.rows import ACTION, ADMINISTRATOR, DESTRUCTIVE, READ, WRITE, field, fields, optional, required
from .. import codes
from .common import COUNT, ENABLE, FLAG, LONG, NAME, numbered_fields, result, row

ADDRESS = Text(15)
SERVER = Text(128)
SECRET = Secret(64)

IP = (
    required("isDHCP", FLAG, "Whether the network gives the address."),
    required("ip", ADDRESS, "IPv4 address."),
    required("gate", ADDRESS, "Gateway, 0.0.0.0 with DHCP."),
    required("mask", ADDRESS, "Netmask."),
    required("dns1", ADDRESS, "First name server, 0.0.0.0 with DHCP."),
    required("dns2", ADDRESS, "Second name server, 0.0.0.0 with DHCP."),
)

WIFI = (
    ENABLE,
    required("isUseWifi", FLAG, "Whether Wi-Fi is used."),
    required("ssid", Text(32), "Name of the network."),
    required("netType", codes.NET_TYPE, "Kind of network; only infrastructure is supported."),
    required("encryptType", codes.WIFI_ENCRYPTION, "Encryption."),
    required("psk", SECRET, "Key of WPA and WPA2."),
    required("authMode", codes.AUTH_MODE, "Login of WEP."),
    required("keyFormat", codes.KEY_FORMAT, "Format of the WEP keys."),
    required("defaultKey", Int(1, 4), "Which WEP key is used."),
    *(required(f"key{number}", SECRET, f"WEP key {number}.") for number in range(1, 5)),
    *(
        required(f"key{number}Len", codes.KEY_LENGTH, f"Length of WEP key {number}.")
        for number in range(1, 5)
    ),
)
WIFI_SHOWN = (
    field("isConnected", FLAG, "Whether Wi-Fi is connected."),
    field("connectedAp", Text(64), "Name of the network it is connected to."),
)

PORTS = (
    required("webPort", codes.PORT, "HTTP port, 88 from the start."),
    required("mediaPort", codes.PORT, "Media port, 88 from the start; RTSP is served there."),
    required("httpsPort", codes.PORT, "HTTPS port, 443 from the start."),
    optional("onvifPort", codes.PORT, "ONVIF port, 888 from the start; only cameras with ONVIF."),
)
PORT_FIELDS = fields(PORTS)

DDNS = (
    ENABLE,
    required("hostName", SERVER, "Host name."),
    required("ddnsServer", codes.DDNS_SERVER, "Provider."),
    required("user", NAME, "User name there."),
    required("password", SECRET, "Password there."),
)

FTP = (
    required("ftpAddr", SERVER, "Address of the server, with the folder."),
    required("ftpPort", codes.PORT, "Port of the server."),
    required("mode", codes.FTP_MODE, "Mode of FTP."),
    required("userName", NAME, "User name there."),
    required("password", SECRET, "Password there."),
)

MAIL = (
    ENABLE,
    required("server", SERVER, "Address of the server."),
    required("port", codes.PORT, "Port of the server."),
    required("isNeedAuth", FLAG, "Whether the server wants a login."),
    required("tls", codes.MAIL_ENCRYPTION, "Encryption."),
    required("user", NAME, "User name there."),
    required("password", SECRET, "Password there."),
    required("sender", NAME, "Address of the sender."),
    required("reciever", LONG, "Addresses of the receivers, with commas; spelled so by the camera."),
)
MAIL_TEST = (
    required("smtpServer", SERVER, "Address of the server."),
    *(each for each in MAIL if each.name in ("port", "isNeedAuth", "tls", "user", "password", "sender")),
)

PPPOE = (
    ENABLE,
    required("userName", NAME, "User name at the provider."),
    required("password", SECRET, "Password there."),
)

P2P = required("enable", FLAG, "Whether the maker's peer-to-peer service is used.")
P2P_PORT = required("port", codes.PORT, "Port of the peer-to-peer service.")

ROWS: tuple[Command, ...] = (
    row("getIPInfo", "Tell the address.", ADMINISTRATOR, READ, returns=fields(IP), group="ip"),
    row(
        "setIpInfo",
        "Set the address; the camera restarts.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=IP,
        group="ip",
        whole=True,
        prefix="",
    ),
    row(
        "refreshWifiList",
        "Look for Wi-Fi networks; takes 20 s and more, in which nothing else is answered.",
        ADMINISTRATOR,
        ACTION,
        response_timeout=60,
    ),
    row(
        "getWifiList",
        "Tell which networks refreshWifiList found, ten at a time.",
        ADMINISTRATOR,
        READ,
        params=(required("startNo", COUNT, "Number of the first one to tell."),),
        returns=(
            field("totalCnt", COUNT, "How many there are."),
            field("curCnt", COUNT, "How many are told here."),
            *numbered_fields(
                "ap", 10, LONG, "Network {}: name, MAC address, quality 0-100, encrypted, encryption."
            ),
        ),
        note="The parts of a network are joined by plus signs.",
    ),
    row(
        "setWifiSetting",
        "Set the Wi-Fi network.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=WIFI,
        group="wifi",
        whole=True,
        prefix="",
        readonly=frozenset(each.name for each in WIFI_SHOWN),
        note="Wi-Fi is used only once the cable is out. Key format 0 is written ASIC in the manual.",
    ),
    row(
        "getWifiConfig",
        "Tell how Wi-Fi is set.",
        ADMINISTRATOR,
        READ,
        returns=(*fields(WIFI), *WIFI_SHOWN),
        group="wifi",
        note="The manual forgets netType here.",
    ),
    row(
        "getPortInfo",
        "Tell the ports.",
        ADMINISTRATOR,
        READ,
        returns=PORT_FIELDS,
        group="ports",
        note="Old firmware answers without a login, the manual says both.",
    ),
    row(
        "setPortInfo",
        "Set the ports; everybody must log in again.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=PORTS,
        group="ports",
        whole=True,
        prefix="",
        note="The manual's usage line has getPortInfo.",
    ),
    row(
        "getUPnPConfig",
        "Tell whether the router is asked to forward ports.",
        ADMINISTRATOR,
        READ,
        returns=fields((ENABLE,)),
        group="upnp",
    ),
    row(
        "setUPnPConfig",
        "Set whether the router is asked to forward ports.",
        ADMINISTRATOR,
        WRITE,
        params=(ENABLE,),
        group="upnp",
    ),
    row(
        "getDDNSConfig",
        "Tell how dynamic DNS is set.",
        ADMINISTRATOR,
        READ,
        returns=(*fields(DDNS), field("factoryDDNS", SERVER, "Host name given by the maker.")),
        group="ddns",
    ),
    row(
        "setDDNSConfig",
        "Set dynamic DNS of another provider than the maker.",
        ADMINISTRATOR,
        WRITE,
        params=DDNS,
        group="ddns",
        whole=True,
        prefix="",
        readonly=frozenset({"factoryDDNS"}),
    ),
    row(
        "setFtpConfig",
        "Set the FTP server.",
        ADMINISTRATOR,
        WRITE,
        params=FTP,
        group="ftp",
        whole=True,
        prefix="",
    ),
    row("getFtpConfig", "Tell the FTP server.", ADMINISTRATOR, READ, returns=fields(FTP), group="ftp"),
    row(
        "testFtpServer",
        "Try to reach an FTP server.",
        ADMINISTRATOR,
        ACTION,
        params=FTP,
        returns=(result("testResult"),),
        response_timeout=30,
    ),
    row("getSMTPConfig", "Tell how mail is sent.", ADMINISTRATOR, READ, returns=fields(MAIL), group="mail"),
    row(
        "setSMTPConfig",
        "Set how mail is sent.",
        ADMINISTRATOR,
        WRITE,
        params=MAIL,
        group="mail",
        whole=True,
        prefix="",
        note="The manual says that it gets it, and its example has the sender as send.",
    ),
    row(
        "smtpTest",
        "Send a mail to all receivers of setSMTPConfig.",
        ADMINISTRATOR,
        ACTION,
        params=MAIL_TEST,
        returns=(result("testResult"),),
        response_timeout=30,
    ),
    row(
        "setP2PEnable",
        "Set whether the maker's peer-to-peer service is used.",
        ADMINISTRATOR,
        WRITE,
        params=(P2P,),
        group="p2p",
        since="1.0.5",
    ),
    row(
        "getP2PEnable",
        "Tell whether the maker's peer-to-peer service is used.",
        ADMINISTRATOR,
        READ,
        returns=fields((P2P,)),
        group="p2p",
        since="1.0.5",
    ),
    row(
        "setP2PPort",
        "Set the port of the peer-to-peer service.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(P2P_PORT,),
        group="p2p_port",
        since="1.0.5",
    ),
    row(
        "getP2PPort",
        "Tell the port of the peer-to-peer service.",
        ADMINISTRATOR,
        READ,
        returns=fields((P2P_PORT,)),
        group="p2p_port",
        since="1.0.5",
    ),
    row(
        "getP2PInfo",
        "Tell the camera's name in the peer-to-peer service.",
        ADMINISTRATOR,
        READ,
        returns=(field("uid", SECRET, "Whoever knows it can look for the camera."),),
        since="1.0.10",
    ),
    row(
        "getPPPoEConfig",
        "Tell how PPPoE is set.",
        ADMINISTRATOR,
        READ,
        returns=fields(PPPOE),
        group="pppoe",
        since="1.0.10",
    ),
    row(
        "setPPPoEConfig",
        "Set PPPoE.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=PPPOE,
        group="pppoe",
        whole=True,
        prefix="",
        since="1.0.10",
    ),
)
