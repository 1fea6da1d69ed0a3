"""Section 3.3 of the manual: network configuration."""

from ....model.catalogue import Command
from ....model.codecs import Flag, Int, Text
from ....model.rows import DESTRUCTIVE, field, optional
from .common import pair

NETWORK = (
    optional("dhcp", Flag(), "Take the address from a DHCP server."),
    optional("ipaddr", Text(15), "IP address.", needs=("gateway",)),
    optional("netmask", Text(15), "Subnet mask."),
    optional("gateway", Text(15), "Gateway.", needs=("ipaddr",)),
    optional("dns1", Text(15), "First DNS server."),
    optional("dns2", Text(15), "Second DNS server."),
    optional("port", Int(80, 65535), "Port of the web pages: 80, or from 1000."),
)

ROWS: tuple[Command, ...] = (
    *pair(
        "network",
        "network.set",
        "address, DNS servers and web port",
        NETWORK,
        "3.3.1 Network",
        effect=DESTRUCTIVE,
        extra_fields=(field("macaddr", Text(), "MAC address, with dashes."),),
    ),
)
