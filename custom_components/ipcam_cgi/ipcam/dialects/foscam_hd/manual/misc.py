"""The manual's chapter "MISC"."""

from ....model.catalogue import Command
from ....model.codecs import Int
from ....model.rows import ADMINISTRATOR, DESTRUCTIVE, READ, field, fields, required
from .. import codes
from .common import COUNT, ENABLE, LONG, NUMBER, numbered, numbered_fields, row

FIREWALL = (
    ENABLE,
    required("rule", codes.FIREWALL_RULE, "Whether the list names who may connect or who may not."),
    *numbered("ipList", 8, NUMBER, "Address {} of the list, as one number."),
)

ROWS: tuple[Command, ...] = (
    row(
        "getFirewallConfig",
        "Tell who may connect.",
        ADMINISTRATOR,
        READ,
        returns=fields(FIREWALL),
        group="firewall",
    ),
    row(
        "setFirewallConfig",
        "Set who may connect.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=FIREWALL,
        group="firewall",
        whole=True,
        prefix="",
    ),
    row(
        "getLog",
        "Tell what happened, at most ten lines of a thousand.",
        ADMINISTRATOR,
        READ,
        params=(
            required("offset", Int(0, 1000), "Line to begin with."),
            required("count", Int(1, 20), "How many lines."),
        ),
        returns=(
            field("totalCnt", COUNT, "How many lines there are."),
            field("curCnt", COUNT, "How many are told here."),
            *numbered_fields("log", 10, LONG, "Line {}: time, user, address and number of what happened."),
        ),
        note="The numbers: 0 power on, 1 motion, 2 login, 3 logout, 4 lost. The manual allows fewer than "
        "20 lines and asks for 20 in its example.",
    ),
)
