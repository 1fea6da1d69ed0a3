"""Adds a camera, and keeps its address, its account and its owner's choices up to date."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, override

from homeassistant.config_entries import (
    SOURCE_IGNORE,
    SOURCE_REAUTH,
    ConfigEntry,
    ConfigEntryState,
    ConfigFlow,
    ConfigFlowResult,
)
from homeassistant.const import CONF_HOST, CONF_PASSWORD, CONF_PORT, CONF_SSL, CONF_USERNAME, CONF_VERIFY_SSL
from homeassistant.core import callback
from homeassistant.helpers.device_registry import format_mac
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
from homeassistant.helpers.service_info.dhcp import DhcpServiceInfo
from homeassistant.util.network import is_ip_address
import voluptuous as vol
from yarl import URL

from .const import CONF_DIALECT, DOMAIN
from .coordinator import CameraCoordinator
from .factory import async_connect, async_probe, make_transport
from .ipcam import (
    ApiDisabledError,
    AuthError,
    CameraConnectionError,
    CameraError,
    Identity,
    OverloadedError,
    PermissionDeniedError,
    UnsupportedError,
)
from .options_flow import IpcamCgiOptionsFlow

DEFAULT_PORT = 80
CONF_SAVE_ANYWAY = "save_anyway"

PORT = vol.All(
    NumberSelector(NumberSelectorConfig(min=1, max=65535, mode=NumberSelectorMode.BOX)), vol.Coerce(int)
)
PASSWORD = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password"))
USERNAME = TextSelector(TextSelectorConfig(autocomplete="username"))

ADDRESS_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_HOST): TextSelector(),
        vol.Required(CONF_PORT, default=DEFAULT_PORT): PORT,
    }
)
ACCOUNT_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_USERNAME, default="admin"): USERNAME,
        # Many of these cameras come with an empty password.
        vol.Optional(CONF_PASSWORD, default=""): PASSWORD,
    }
)
TLS_SCHEMA = vol.Schema(
    {
        vol.Required(CONF_SSL, default=False): BooleanSelector(),
        # No camera of these has a certificate that is still valid.
        vol.Required(CONF_VERIFY_SSL, default=False): BooleanSelector(),
    }
)
USER_SCHEMA = ADDRESS_SCHEMA.extend(ACCOUNT_SCHEMA.schema).extend(TLS_SCHEMA.schema)


class IpcamCgiConfigFlow(ConfigFlow, domain=DOMAIN):
    """Adds a camera after it was found out which manual it follows."""

    VERSION = 1
    MINOR_VERSION = 2

    def __init__(self) -> None:
        """Begin with an empty form."""
        self._host = ""
        self._placeholders: dict[str, str] = {"answer": ""}

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> IpcamCgiOptionsFlow:
        return IpcamCgiOptionsFlow()

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the address and the account in one form."""
        errors: dict[str, str] = {}
        if user_input is not None:
            identity = await self._connect(user_input, errors)
            if identity is not None:
                return await self._finish(identity, user_input)
        suggested = user_input or ({CONF_HOST: self._host} if self._host else {})
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(USER_SCHEMA, suggested),
            errors=errors,
            description_placeholders=self._placeholders,
        )

    async def _connect(
        self, data: dict[str, Any], errors: dict[str, str], known_id: str | None = None
    ) -> Identity | None:
        """Find the dialect, log in once, and return who the camera is; else fill `errors`.

        Completes `data`: the parts of a pasted address, and the dialect. `known_id` serves for a camera
        that does not tell every account who it is.
        """
        try:
            _take_apart(data)
            transport = make_transport(self.hass, data)
        except ValueError:
            errors[CONF_HOST] = "invalid_host"
            return None
        try:
            result = await async_probe(self.hass, transport)
            data[CONF_DIALECT] = result.dialect
            known_id = result.id or known_id or self.unique_id or ""
            identity = (await async_connect(self.hass, data, {}, known_id)).identity
        except AuthError:
            errors["base"] = "invalid_auth"
        except CameraConnectionError as error:
            errors["base"] = "cannot_connect"
            self._placeholders["answer"] = error.reason
        except UnsupportedError as error:
            errors["base"] = "unsupported_device"
            self._placeholders["answer"] = error.reason
        except ApiDisabledError:
            errors["base"] = "api_disabled"
        except CameraError as error:
            errors["base"] = "bad_reply"
            self._placeholders["answer"] = error.reason
        else:
            if identity.id:
                return identity
            errors["base"] = "no_identity"
        return None

    async def _finish(self, identity: Identity, data: dict[str, Any]) -> ConfigFlowResult:
        await self.async_set_unique_id(identity.id, raise_on_progress=False)
        entry = self.hass.config_entries.async_entry_for_domain_unique_id(self.handler, identity.id)
        if entry is not None and entry.source != SOURCE_IGNORE:
            if _same_place(entry.data, data):
                return self.async_abort(reason="already_configured")
            if await self._still_answers(entry):
                return self.async_abort(reason="id_in_use", description_placeholders={"name": entry.title})
            # With the login that was just given: no password goes where its owner has not sent it.
            return self.async_update_reload_and_abort(
                entry, data={**entry.data, **data}, reason="already_configured"
            )
        title = identity.name or f"{identity.manufacturer} {identity.id[-6:].upper()}"
        return self.async_create_entry(title=title, data=data)

    async def _still_answers(self, entry: ConfigEntry) -> bool:
        """Whether the camera of an entry still answers at its address, as far as can be told.

        Some cameras tell the ID of another, copied or never set. So an entry follows one to a new address
        only when nobody, or somebody else, answers at the old one.
        """
        for _attempt in range(2):
            try:
                result = await async_probe(self.hass, make_transport(self.hass, entry.data))
                if result.dialect != entry.data[CONF_DIALECT] or result.id:
                    return result.id == entry.unique_id
                if any(entry.async_get_active_flows(self.hass, {SOURCE_REAUTH})):
                    # Not to be asked before its owner has told the new password.
                    return True
                return (
                    await async_connect(self.hass, entry.data, {}, entry.unique_id or "")
                ).identity.id == entry.unique_id
            except AuthError, PermissionDeniedError, ApiDisabledError, OverloadedError:
                # It is a camera of that dialect, and says no more.
                return True
            except CameraError:
                # Weak cameras drop a request now and then.
                continue
        return False

    async def async_step_dhcp(self, discovery_info: DhcpServiceInfo) -> ConfigFlowResult:
        """Follow a known camera to its new address; show a new one only if it is a camera."""
        camera_id = format_mac(discovery_info.macaddress).replace(":", "")
        entry = await self.async_set_unique_id(camera_id)
        if entry is not None:
            return await self._follow(entry, discovery_info.ip)
        # The makers of these cameras' network parts make other things too.
        data = {CONF_HOST: discovery_info.ip, CONF_PORT: DEFAULT_PORT}
        try:
            result = await async_probe(self.hass, make_transport(self.hass, data))
        except CameraError:
            return self.async_abort(reason="not_a_camera")
        self._host = discovery_info.ip
        self.context["title_placeholders"] = {"name": result.name or discovery_info.ip}
        return await self.async_step_user()

    async def _follow(self, entry: ConfigEntry, host: str) -> ConfigFlowResult:
        """Move an entry to the address at which its camera was seen, once it is gone from the old one.

        A host name stays: whoever gave the camera one knows where it is.
        Whoever answers there must speak its dialect and, where that tells it without a login, its ID.
        """
        data = {**entry.data, CONF_HOST: host}
        by_number = is_ip_address(entry.data.get(CONF_HOST, ""))
        if by_number and entry.source != SOURCE_IGNORE and not _same_place(entry.data, data):
            with suppress(CameraError):
                if await self._is_gone(entry):
                    result = await async_probe(self.hass, make_transport(self.hass, data))
                    if result.dialect == data[CONF_DIALECT] and result.id in ("", entry.unique_id):
                        return self.async_update_reload_and_abort(
                            entry, data=data, reason="already_configured"
                        )
        return self.async_abort(reason="already_configured")

    async def _is_gone(self, entry: ConfigEntry) -> bool:
        """Whether a camera no longer answers at its address. A stranger there is asked nothing."""
        if entry.state is ConfigEntryState.LOADED:
            coordinator: CameraCoordinator = entry.runtime_data
            return not coordinator.last_update_success
        return entry.state is ConfigEntryState.SETUP_RETRY or not await self._still_answers(entry)

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Begin again with another account."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the account; one attempt for each answer."""
        entry = self._get_reauth_entry()
        errors: dict[str, str] = {}
        if user_input is not None:
            identity = await self._connect({**entry.data, **user_input}, errors, entry.unique_id)
            if identity is not None:
                await self.async_set_unique_id(identity.id)
                self._abort_if_unique_id_mismatch(reason="other_camera")
                return self.async_update_reload_and_abort(entry, data_updates=user_input)
        return self.async_show_form(
            step_id="reauth_confirm",
            data_schema=self.add_suggested_values_to_schema(
                ACCOUNT_SCHEMA, {CONF_USERNAME: entry.data[CONF_USERNAME]}
            ),
            errors=errors,
            description_placeholders={**self._placeholders, "name": entry.title},
        )

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Change the address or the account, also of a camera that is off line."""
        entry = self._get_reconfigure_entry()
        errors: dict[str, str] = {}
        schema = USER_SCHEMA
        if user_input is not None:
            save_anyway = user_input.pop(CONF_SAVE_ANYWAY, False)
            data = {**entry.data, **user_input}
            # An empty password in this form is a password that was not to change.
            data[CONF_PASSWORD] = data[CONF_PASSWORD] or entry.data[CONF_PASSWORD]
            identity = await self._connect(data, errors, entry.unique_id)
            if identity is not None:
                await self.async_set_unique_id(identity.id)
                self._abort_if_unique_id_mismatch(reason="other_camera")
                return self.async_update_reload_and_abort(entry, data=data)
            if errors.get("base") == "cannot_connect":
                if save_anyway:
                    return self.async_update_reload_and_abort(entry, data=data)
                schema = schema.extend({vol.Required(CONF_SAVE_ANYWAY, default=False): BooleanSelector()})
        shown = {name: value for name, value in entry.data.items() if name != CONF_PASSWORD}
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=self.add_suggested_values_to_schema(schema, user_input or shown),
            errors=errors,
            description_placeholders={**self._placeholders, "name": entry.title},
        )


def _same_place(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(name) == other.get(name) for name in (CONF_HOST, CONF_PORT, CONF_SSL))


def _take_apart(data: dict[str, Any]) -> None:
    """Split a pasted web address, or a port behind a host; raise ValueError for what is neither."""
    host = data[CONF_HOST].strip()
    if not is_ip_address(host):
        pasted = "://" in host
        url = URL(host if pasted else f"//{host}")
        host = url.host or ""
        if pasted:
            data[CONF_SSL] = url.scheme == "https"
        if url.explicit_port or (pasted and data[CONF_PORT] == DEFAULT_PORT):
            data[CONF_PORT] = url.port or DEFAULT_PORT
    data[CONF_HOST] = host
