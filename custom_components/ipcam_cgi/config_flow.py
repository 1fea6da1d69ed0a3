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
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
from homeassistant.helpers.service_info.dhcp import DhcpServiceInfo
from homeassistant.util.network import is_ip_address
import voluptuous as vol
from yarl import URL

from .address import parse_address, places
from .const import CONF_CHOSEN, CONF_DIALECT, CONF_LENIENT, CONF_PATH, DOMAIN
from .coordinator import CameraCoordinator
from .factory import async_connect, async_load_dialects, async_probe, make_transport
from .ipcam import (
    REGISTRY,
    ApiDisabledError,
    AuthError,
    CameraConnectionError,
    CameraError,
    Identity,
    OverloadedError,
    PermissionDeniedError,
    Reason,
    UnsupportedError,
)
from .options_flow import IpcamCgiOptionsFlow
from .search import Found, NothingFoundError, async_find

DEFAULT_PORT = 80
"""Left as it is, cameras are looked for at all the ports that they use."""
DEFAULT_USERNAME = "admin"
AUTOMATIC = "automatic"
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
        vol.Required(CONF_USERNAME, default=DEFAULT_USERNAME): USERNAME,
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
        self._shown: dict[str, Any] = {}
        """What the form shows next."""
        self._is_strange = False
        """Whether something answered that was not recognized."""
        self._found_at = ""
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
            identity = await self._fill_in(user_input, errors)
            if identity is not None:
                return await self._finish(identity, user_input)
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(await self._schema(), self._shown),
            errors=errors,
            description_placeholders=self._placeholders,
        )

    async def _schema(self) -> vol.Schema:
        """Return the form; where a camera was not recognized, with a choice of its manual."""
        if not self._is_strange:
            return USER_SCHEMA
        await async_load_dialects(self.hass)
        titles = [SelectOptionDict(value=name, label=each.title) for name, each in REGISTRY.items()]
        automatic = SelectOptionDict(value=AUTOMATIC, label=AUTOMATIC)
        choice = SelectSelector(
            SelectSelectorConfig(options=[automatic, *titles], translation_key=CONF_DIALECT)
        )
        return USER_SCHEMA.extend({vol.Required(CONF_DIALECT, default=AUTOMATIC): choice})

    async def _fill_in(
        self, data: dict[str, Any], errors: dict[str, str], known_id: str | None = None
    ) -> Identity | None:
        """Take what was filled in: find the camera, log in once; return who it is, else fill `errors`.

        Completes `data`: the parts of a pasted address, where the camera was found, and its dialect.
        """
        self._shown = data
        if self._is_strange:
            data[CONF_CHOSEN] = True
        if data.get(CONF_DIALECT) == AUTOMATIC:
            del data[CONF_DIALECT], data[CONF_CHOSEN]
        try:
            port = _take_apart(data)
            make_transport(self.hass, data)
        except ValueError:
            errors[CONF_HOST] = "invalid_host"
            return None
        self._shown = _as_shown(data)
        where = places(port, ssl=data[CONF_SSL])
        if data.get(CONF_CHOSEN):
            where = ((data[CONF_PORT], data[CONF_SSL]),)
        identity = await self._connect(data, errors, where, known_id)
        self._shown = _as_shown(data)
        return identity

    async def _connect(
        self,
        data: dict[str, Any],
        errors: dict[str, str],
        where: tuple[tuple[int, bool], ...],
        known_id: str | None = None,
    ) -> Identity | None:
        """Find the dialect, log in once, and return who the camera is; else fill `errors`.

        Completes `data`. `known_id` serves for a camera that does not tell every account who it is.
        """
        try:
            found_id = await self._find(data, where)
            if len({port for port, _ in where}) == 1 and data[CONF_SSL] is not where[0][1]:
                # Not what was filled in: the user is to see it first.
                errors["base"] = "tls_port" if data[CONF_SSL] else "plain_port"
                return None
            known = found_id or known_id or self.unique_id or ""
            camera = await async_connect(self.hass, data, {}, known)
            await camera.aclose()
            identity = camera.identity
        except NothingFoundError as nothing:
            place, error = nothing.telling
            self._is_strange = error.reason_key == Reason.NOT_A_CAMERA.value[1]
            if self._is_strange or error.reason_key in _OTHER_SCHEME:
                data.update({name: place[name] for name in (CONF_PORT, CONF_SSL)})
            self._explain(error, errors, nothing)
        except CameraError as error:
            self._explain(error, errors)
        else:
            if identity.id:
                return identity
            errors["base"] = "no_identity"
        return None

    async def _find(self, data: dict[str, Any], where: tuple[tuple[int, bool], ...]) -> str:
        """Find out where the camera is and what it speaks, without its login; return its id if it tells."""
        try:
            found: Found = await async_find(self.hass, data, where)
        except NothingFoundError:
            if data.get(CONF_CHOSEN):
                return ""
            raise
        if not data.get(CONF_CHOSEN):
            data[CONF_DIALECT] = found.result.dialect
        data.update(found.data)
        for name in (CONF_PATH, CONF_LENIENT):
            if not data.get(name):
                data.pop(name, None)
        if (data[CONF_PORT], data[CONF_SSL]) != where[0]:
            self._found_at = f"{'https' if data[CONF_SSL] else 'http'}://{data[CONF_HOST]}:{data[CONF_PORT]}"
        return found.result.id

    def _explain(
        self, error: CameraError, errors: dict[str, str], nothing: NothingFoundError | None = None
    ) -> None:
        """Put an error into the words of the form."""
        self._placeholders["answer"] = error.detail or error.reason
        if nothing is not None and len({place[CONF_PORT] for place, _ in nothing.failures}) > 1:
            self._placeholders["answer"] = "; ".join(
                f"{place[CONF_PORT]}: {each.reason}" for place, each in nothing.failures
            )
        if error.reason_key:
            errors["base"] = error.reason_key
        elif isinstance(error, AuthError):
            errors["base"] = "invalid_auth"
        elif isinstance(error, CameraConnectionError):
            errors["base"] = "cannot_connect"
        elif isinstance(error, UnsupportedError):
            errors["base"] = "unsupported_device"
        elif isinstance(error, ApiDisabledError):
            errors["base"] = "api_disabled"
        else:
            errors["base"] = "bad_reply"

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
        if not self._found_at:
            return self.async_create_entry(title=title, data=data)
        return self.async_create_entry(
            title=title,
            data=data,
            description="found",
            description_placeholders={"address": self._found_at},
        )

    async def _still_answers(self, entry: ConfigEntry) -> bool:
        """Whether the camera of an entry still answers at its address, as far as can be told.

        Some cameras tell the ID of another, copied or never set. So an entry follows one to a new address
        only when nobody, or somebody else, answers at the old one.
        """
        for _attempt in range(2):
            try:
                result = await async_probe(self.hass, make_transport(self.hass, entry.data))
                if entry.data.get(CONF_CHOSEN):
                    return True
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
            except CameraError as error:
                if entry.data.get(CONF_CHOSEN) and isinstance(error, UnsupportedError):
                    return True
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
        try:
            found = await async_find(self.hass, {CONF_HOST: discovery_info.ip}, places(None, ssl=False))
        except NothingFoundError:
            return self.async_abort(reason="not_a_camera")
        self._shown = {CONF_HOST: discovery_info.ip, **found.data}
        self.context["title_placeholders"] = {"name": found.result.name or discovery_info.ip}
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
            data = {CONF_SSL: False, **entry.data, **user_input}
            data[CONF_USERNAME] = data[CONF_USERNAME].strip()
            where = ((data[CONF_PORT], data[CONF_SSL]),)
            identity = await self._connect(data, errors, where, entry.unique_id)
            if identity is not None:
                await self.async_set_unique_id(identity.id)
                self._abort_if_unique_id_mismatch(reason="other_camera")
                account = {name: data[name] for name in (CONF_USERNAME, CONF_PASSWORD)}
                return self.async_update_reload_and_abort(entry, data_updates=account)
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
        self._shown = {name: value for name, value in _as_shown(entry.data).items() if name != CONF_PASSWORD}
        offers_to_save = False
        if user_input is not None:
            save_anyway = user_input.pop(CONF_SAVE_ANYWAY, False)
            kept = {
                name: value for name, value in entry.data.items() if name not in (CONF_PATH, CONF_LENIENT)
            }
            data = {**kept, **user_input}
            # An empty password in this form is a password that was not to change.
            data[CONF_PASSWORD] = data[CONF_PASSWORD] or entry.data[CONF_PASSWORD]
            identity = await self._fill_in(data, errors, entry.unique_id)
            if identity is not None:
                await self.async_set_unique_id(identity.id)
                self._abort_if_unique_id_mismatch(reason="other_camera")
                return self.async_update_reload_and_abort(entry, data=data)
            self._shown[CONF_PASSWORD] = user_input.get(CONF_PASSWORD, "")
            offers_to_save = errors.get("base") in AWAY
            if offers_to_save and save_anyway:
                data.setdefault(CONF_DIALECT, entry.data[CONF_DIALECT])
                return self.async_update_reload_and_abort(entry, data=data)
        schema = await self._schema()
        if offers_to_save:
            schema = schema.extend({vol.Required(CONF_SAVE_ANYWAY, default=False): BooleanSelector()})
        return self.async_show_form(
            step_id="reconfigure",
            data_schema=self.add_suggested_values_to_schema(schema, self._shown),
            errors=errors,
            description_placeholders={**self._placeholders, "name": entry.title},
        )


def _same_place(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one.get(name) == other.get(name) for name in (CONF_HOST, CONF_PORT, CONF_SSL))


def _take_apart(data: dict[str, Any]) -> int | None:
    """Put the parts of an address where they belong, and return the port if one was chosen.

    An account in a pasted address counts where none was filled in. Raise ValueError for what is no address.
    """
    address = parse_address(data[CONF_HOST])
    data[CONF_HOST] = address.host
    data[CONF_USERNAME] = data[CONF_USERNAME].strip()
    if address.ssl is not None:
        data[CONF_SSL] = address.ssl
    data.pop(CONF_PATH, None)
    if address.path:
        data[CONF_PATH] = address.path
    if address.username and data[CONF_USERNAME] in ("", DEFAULT_USERNAME) and not data.get(CONF_PASSWORD):
        data[CONF_USERNAME], data[CONF_PASSWORD] = address.username, address.password
    port: int | None = address.port or (data[CONF_PORT] if data[CONF_PORT] != DEFAULT_PORT else None)
    data[CONF_PORT] = port or DEFAULT_PORT
    return port


def _as_shown(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form shows of an entry's data: the path belongs to the address there."""
    shown = dict(data)
    if path := shown.pop(CONF_PATH, ""):
        scheme = "https" if data[CONF_SSL] else "http"
        shown[CONF_HOST] = str(
            URL.build(scheme=scheme, host=data[CONF_HOST], port=data[CONF_PORT], path=f"{path}/")
        )
    return shown


AWAY = {
    "cannot_connect",
    *(reason.value[1] for reason in (Reason.UNKNOWN_HOST, Reason.REFUSED, Reason.NO_ROUTE, Reason.TIMEOUT)),
    *(reason.value[1] for reason in (Reason.CLOSED, Reason.BROKE_OFF)),
}
"""Errors of a camera that may come back as it is."""
_OTHER_SCHEME = {Reason.NEEDS_TLS.value[1], Reason.NO_TLS.value[1]}
