"""The icons are among those that Home Assistant's pages have."""

import json
from pathlib import Path
import re

import hass_frontend

from demo.home import ROOT


def test_icons() -> None:
    """A name that is not there would show nothing, without a word in any log."""
    there = set[str]()
    folder = Path(hass_frontend.where()) / "static" / "mdi"
    for part in json.loads((folder / "iconMetadata.json").read_text())["parts"]:
        there |= json.loads((folder / f"{part['file']}.json").read_text()).keys()
    assert len(there) > 7000
    pages = [ROOT / "custom_components/ipcam_cgi/icons.json", ROOT / "demo/dashboard.py"]
    pages += [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("blueprints/**/*.yaml")]
    for page in pages:
        used = set(re.findall(r"mdi:([a-z0-9-]+)", page.read_text(encoding="utf-8")))
        assert not used - there, page
