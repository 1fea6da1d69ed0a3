"""What the owner knows of a camera and its manual does not; some of it can be found out together."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import Field, fields
from typing import Any

from homeassistant.config_entries import ConfigEntryState, ConfigFlowResult, OptionsFlowWithReload
from homeassistant.const import Platform
from homeassistant.data_entry_flow import section
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .const import (
    CONF_ALARM_WEBHOOK,
    CONF_DIALECT,
    CONF_OUTPUT,
    CONF_RESOLUTION,
    CONF_SEEN,
    CONF_SWAP_PAN,
    CONF_SWAP_TILT,
    CONF_TRY_OUT,
    DOMAIN,
)
from .coordinator import CameraConfigEntry, CameraCoordinator
from .factory import async_load_dialects
from .ipcam import (
    OPTION_LIMITS,
    OPTION_SECTION,
    REGISTRY,
    Camera,
    CameraError,
    CameraOptions,
    Dialect,
    Int,
    Move,
    OptionSection,
    Output,
    features as f,
)

AS_SET = "as_set"
AGAIN = "again"
UNCLEAR = "unclear"
STEP_SECONDS = 1.0
"""How long to move where the camera knows no step of its own: it must be seen."""

OTHER_WAY = {
    Output.INFRARED_LOW: Output.INFRARED_HIGH,
    Output.INFRARED_HIGH: Output.INFRARED_LOW,
}


class IpcamCgiOptionsFlow(OptionsFlowWithReload):
    """Asks for the options, and tries out with the owner which way the camera moves."""

    config_entry: CameraConfigEntry

    def __init__(self) -> None:
        """Begin without any choice."""
        self._options: dict[str, Any] = {}

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show all options in one form; it has sections, what is stored has none."""
        if user_input is not None:
            chosen = {name: value for each in user_input.values() for name, value in each.items()}
            if chosen.get(CONF_RESOLUTION) == AS_SET:
                chosen[CONF_RESOLUTION] = ""
            try_out = chosen.pop(CONF_TRY_OUT, False)
            self._options = chosen
            return await self.async_step_pan() if try_out else self.async_create_entry(data=chosen)
        await async_load_dialects(self.hass, [self.config_entry.data[CONF_DIALECT]])
        options = dict(self.config_entry.options)
        options[CONF_RESOLUTION] = options.get(CONF_RESOLUTION) or AS_SET
        schema = self._schema()
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(schema, dict.fromkeys(schema.schema, options)),
        )

    def _schema(self) -> vol.Schema:
        dialect = REGISTRY[self.config_entry.data[CONF_DIALECT]]
        asked: dict[OptionSection, dict[vol.Marker, Any]] = {each: {} for each in OptionSection}
        for option in fields(CameraOptions):
            if option.name in offered(dialect):
                asked[option.metadata[OPTION_SECTION]][_marker(option)] = _selector(option, dialect)
        if dialect.alarm_webhook is not None:
            asked[OptionSection.ALARMS][vol.Required(CONF_ALARM_WEBHOOK, default=False)] = BooleanSelector()
        if self.config_entry.state is ConfigEntryState.LOADED and self._camera.ptz.can(Move(pan=1)):
            asked[OptionSection.MOVEMENT][vol.Required(CONF_TRY_OUT, default=False)] = BooleanSelector()
        return vol.Schema(
            {
                vol.Required(name.value): section(
                    vol.Schema(markers), {"collapsed": name is OptionSection.ADVANCED}
                )
                for name, markers in asked.items()
                if markers
            }
        )

    @property
    def _camera(self) -> Camera:
        return self.config_entry.runtime_data.camera

    async def async_step_pan(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Move to the right and ask which way the picture went."""
        seen = (user_input or {}).get(CONF_SEEN)
        if seen in (None, AGAIN):
            return await self._try("pan", ["right", "left"], lambda camera: _step(camera, Move(pan=1)))
        if seen != UNCLEAR:
            self._options[CONF_SWAP_PAN] = self._camera.options.swap_pan is not (seen == "left")
        return await self.async_step_tilt()

    async def async_step_tilt(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Move up and ask which way the picture went."""
        seen = (user_input or {}).get(CONF_SEEN)
        if seen in (None, AGAIN):
            return await self._try("tilt", ["up", "down"], lambda camera: _step(camera, Move(tilt=1)))
        if seen != UNCLEAR:
            self._options[CONF_SWAP_TILT] = self._camera.options.swap_tilt is not (seen == "down")
        if CONF_OUTPUT in self._options and self._camera.supports(f.INFRARED_LIGHT):
            return await self.async_step_light()
        return self.async_create_entry(data=self._options)

    async def async_step_light(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Turn the infrared light on and ask whether it is."""
        seen = (user_input or {}).get(CONF_SEEN)
        if seen in (None, AGAIN):
            return await self._try("light", ["on", "off"], _light_up)
        if seen != UNCLEAR:
            present = self._camera.options.output
            self._options[CONF_OUTPUT] = present if seen == "on" else OTHER_WAY[present]
        with suppress(CameraError):
            # Dark again: what was to light it may have put it out.
            await self._camera.write(f.INFRARED_LIGHT, seen == "off")
        return self.async_create_entry(data=self._options)

    async def _try(
        self, step: str, outcomes: list[str], what: Callable[[Camera], Awaitable[None]]
    ) -> ConfigFlowResult:
        errors: dict[str, str] = {}
        reason = ""
        try:
            await what(self._camera)
        except CameraError as error:
            errors["base"], reason = "not_tried", error.reason
        answers = [*outcomes, UNCLEAR, AGAIN]
        return self.async_show_form(
            step_id=step,
            data_schema=vol.Schema(
                {vol.Required(CONF_SEEN, default=answers[0]): _choice(answers, CONF_SEEN)}
            ),
            errors=errors,
            description_placeholders={"picture": self._picture(), "reason": reason},
        )

    def _picture(self) -> str:
        """Return the live picture for a form's text."""
        coordinator: CameraCoordinator = self.config_entry.runtime_data
        key = coordinator.unique_id(f"camera_{coordinator.camera.streams.keys[0]}")
        entity_id = er.async_get(self.hass).async_get_entity_id(Platform.CAMERA, DOMAIN, key)
        state = self.hass.states.get(entity_id) if entity_id else None
        attributes: Mapping[str, Any] = state.attributes if state else {}
        picture = str(attributes.get("entity_picture", ""))
        return f"![]({picture.replace('camera_proxy', 'camera_proxy_stream')})" if picture else ""


async def _step(camera: Camera, move: Move) -> None:
    await camera.ptz.step(move, STEP_SECONDS)


async def _light_up(camera: Camera) -> None:
    await camera.write(f.INFRARED_LIGHT, False)
    await camera.write(f.INFRARED_LIGHT, True)


def offered(dialect: Dialect) -> frozenset[str]:
    """Return the options to ask for; alarms are polled only where the manual has some."""
    polled = set() if dialect.bindings.keys().isdisjoint(f.ALARMS) else {"alarm_interval"}
    return dialect.options | {"pre_roll"} | polled


def _marker(option: Field[Any]) -> vol.Marker:
    """Return the key of an option in a form. Texts may stay empty, and lists, which are new each time."""
    if option.name == CONF_RESOLUTION:
        return vol.Required(option.name, default=AS_SET)
    if isinstance(option.default, tuple):
        return vol.Optional(option.name, default=lambda: list(option.default))
    if type(option.default) is str:
        return vol.Optional(option.name, default=option.default)
    return vol.Required(option.name, default=option.default)


def _selector(option: Field[Any], dialect: Dialect) -> Any:
    if isinstance(limits := option.metadata[OPTION_LIMITS], Int):
        return _number(limits)
    if isinstance(option.default, bool):
        return BooleanSelector()
    if option.name == CONF_RESOLUTION:
        return _choice([AS_SET, *dialect.streams[0].resolutions], option.name)
    if isinstance(option.default, Output):
        return _choice([each.value for each in Output], option.name)
    return TextSelector(TextSelectorConfig(multiple=isinstance(option.default, tuple)))


def _number(limits: Int) -> vol.All:
    config = NumberSelectorConfig(min=limits.minimum, max=limits.maximum, mode=NumberSelectorMode.BOX)
    if limits.unit:
        config["unit_of_measurement"] = limits.unit
    return vol.All(NumberSelector(config), vol.Coerce(int))


def _choice(options: list[str], key: str) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(options=options, translation_key=key, mode=SelectSelectorMode.DROPDOWN)
    )
