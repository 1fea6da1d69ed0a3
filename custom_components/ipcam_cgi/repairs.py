"""Tells the user what only the user can put right."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .coordinator import CameraConfigEntry


@callback
def report_missing_rights(hass: HomeAssistant, entry: CameraConfigEntry) -> None:
    """Say how much of a camera an account without the full rights cannot use."""
    device = entry.runtime_data.device
    issue_id = f"missing_rights_{entry.entry_id}"
    if not device.denied:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key="missing_rights",
        translation_placeholders={
            "camera": entry.title,
            "role": device.role.name.lower(),
            "count": str(len(device.denied)),
        },
    )
