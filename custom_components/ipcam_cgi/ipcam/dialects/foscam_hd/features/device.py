"""The clock, the infrared lamp, the device itself."""

from collections.abc import Sequence

from ....model import features as f
from ....model.accessors import Computed, Is
from ....model.binding import Binder, Binding
from ....model.catalogue import Record, Request
from ....model.codecs import Flag
from .. import codes
from ..accessors import ENDS, STARTS, Periods, Timed
from ..clock import NTP_OFF, clock_now, clock_offset
from ..manual.device_manage import TIME

FLAG = Flag()
NTP_ADDRESS = next(each.codec for each in TIME if each.name == "ntpServer")


def device(bind: Binder) -> Sequence[Binding | None]:
    """Bind the clock, the infrared lamp and the device itself."""
    setter = "setSystemTime"
    manual = bind.request("setInfraLedConfig", mode="manual")

    def set_clock(_value: None, record: Record) -> Sequence[Request]:
        """Set the clock, or have the server asked again where one sets it."""
        source = record.get("timeSource", "").strip()
        changes = {"timeSource": source}
        if source == NTP_OFF:
            changes |= clock_now(record)
        row = bind.commands[setter]
        return (Request(row, row.complete(changes, record)),)

    return (
        bind.change(f.NTP, setter, Timed("timeSource", codes.NTP)),
        bind.change(f.NTP_SERVER, setter, Timed("ntpServer", NTP_ADDRESS)),
        bind.change(f.DATE_FORMAT, setter, Timed("dateFormat", codes.DATE_FORMAT)),
        bind.change(f.TIME_FORMAT, setter, Timed("timeFormat", codes.TIME_FORMAT)),
        bind.change(f.TIME_ZONE_OFFSET, setter, Timed("timeZone", codes.TIME_ZONE)),
        bind.change(f.DAYLIGHT_SAVING_TIME, setter, Timed("isDst", FLAG)),
        bind.state(f.CLOCK_OFFSET, "getSystemTime", Computed(clock_offset)),
        bind.rework(f.SYNC_CLOCK, set_clock, setter, reads=("getSystemTime",)),
        bind.setting(f.INFRARED_MODE, "setInfraLedConfig", "mode"),
        # In the automatic mode the camera would switch the lamp back at once.
        bind.send(
            f.INFRARED_LIGHT,
            {
                True: (manual, bind.request("openInfraLed")),
                False: (manual, bind.request("closeInfraLed")),
            },
            getter="getDevState",
            accessor=Is("infraLedState", "1"),
        ),
        *(
            bind.change(feature, "setScheduleInfraLedConfig", accessor)
            for feature, accessor in zip(
                (*f.INFRARED_STARTS, *f.INFRARED_ENDS), (*STARTS, *ENDS), strict=True
            )
        ),
        bind.change(f.INFRARED_PLAN, "setScheduleInfraLedConfig", Periods()),
        bind.setting(f.DEVICE_NAME, "setDevName", "devName"),
        bind.action(f.RESTART, bind.request("rebootSystem")),
        bind.send(f.FACTORY_RESET, {"all": (bind.request("restoreToFactorySetting"),)}),
    )
