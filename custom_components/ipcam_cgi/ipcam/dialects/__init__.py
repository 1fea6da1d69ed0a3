"""The manuals that are spoken here."""

from ..dialect import Registry
from .anjia import ANJIA
from .foscam_hd import FOSCAM_HD
from .hucoms import HUCOMS
from .netwave import NETWAVE, SDK_21

REGISTRY: Registry = {dialect.name: dialect for dialect in (NETWAVE, SDK_21, FOSCAM_HD, ANJIA, HUCOMS)}
