"""Adds a device with so many sensors."""

from typing import Any
from uuid import uuid4

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
import voluptuous as vol


class BareConfigFlow(ConfigFlow, domain="bare"):
    """Ask how many."""

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Add a device."""
        if user_input is None:
            return self.async_show_form(data_schema=vol.Schema({vol.Required("sensors"): int}))
        await self.async_set_unique_id(uuid4().hex[:12])
        return self.async_create_entry(title=f"Device {self.unique_id}", data=user_input)
