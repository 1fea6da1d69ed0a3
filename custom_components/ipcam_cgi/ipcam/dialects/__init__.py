"""The manuals that are spoken here."""

from ..dialect import Registry
from .netwave import NETWAVE, SDK_21

REGISTRY: Registry = {dialect.name: dialect for dialect in (NETWAVE, SDK_21)}
