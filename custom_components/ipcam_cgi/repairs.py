"""Tells the user what only the user can put right."""

from typing import TYPE_CHECKING, override

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_HOST
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import CONF_REPLACE_ALARM_URL, DOMAIN

if TYPE_CHECKING:
    # The oldest supported Home Assistant has no name for it.
    from homeassistant.components.repairs import RepairsFlowResult


@callback
def report_missing_rights(hass: HomeAssistant, entry: ConfigEntry, denied: int) -> None:
    """Say how many features of a camera an account without the full rights cannot use; nothing of none."""
    if not denied:
        withdraw_missing_rights(hass, entry)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        _missing_rights(entry),
        is_fixable=False,
        severity=ir.IssueSeverity.WARNING,
        translation_key="missing_rights",
        translation_placeholders={
            "camera": entry.title,
            "count": str(denied),
        },
    )


@callback
def withdraw_missing_rights(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Say no more that rights are missing."""
    ir.async_delete_issue(hass, DOMAIN, _missing_rights(entry))


def _missing_rights(entry: ConfigEntry) -> str:
    return f"missing_rights_{entry.entry_id}"


@callback
def report_disabled(hass: HomeAssistant, entry: ConfigEntry, *, disabled: bool) -> None:
    """Say where to switch a camera's interface on again; no more once it is on."""
    issue_id = f"api_disabled_{entry.entry_id}"
    if not disabled:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        is_fixable=False,
        severity=ir.IssueSeverity.ERROR,
        translation_key="api_disabled",
        translation_placeholders={"camera": entry.title, "host": entry.data[CONF_HOST]},
    )


class ReplaceAlarmUrlFlow(ConfirmRepairFlow):
    """Asks whether the address that a camera calls may be replaced by ours."""

    def __init__(self, entry_id: str) -> None:
        """Ask about the camera of this entry."""
        self._entry_id = entry_id

    @override
    async def async_step_confirm(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        if user_input is not None and (entry := self.hass.config_entries.async_get_entry(self._entry_id)):
            data = {**entry.data, CONF_REPLACE_ALARM_URL: True}
            self.hass.config_entries.async_update_entry(entry, data=data)
            self.hass.config_entries.async_schedule_reload(entry.entry_id)
        return await super().async_step_confirm(user_input)


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return the dialogue that mends a problem."""
    return ReplaceAlarmUrlFlow(str((data or {}).get("entry_id")))
