"""How the shared features are read and written on netwave cameras."""

from collections.abc import Callable, Sequence
from time import time

from ...model import features as f
from ...model.accessors import BITS, Bit, Computed, Is, PlanBits, Value
from ...model.binding import Binder, Binding, Bindings, table
from ...model.catalogue import Catalogue, Record, Request
from ...model.codecs import Reversed
from ...model.schedule import WeekPlan
from ...model.state import CameraState
from .accessors import Clock, Forbidden
from .manual.parameters import DAYS

TENTHS = Reversed(0, 9)
"""To the camera 0 is the most sensitive; to a person 9 is."""


def bindings(commands: Catalogue) -> Bindings:
    """Bind the features to a catalogue of this family; what it lacks is left out."""
    bind = Binder(commands, partial=True)
    return table(*_states(bind), *_alarm(bind), *_image(bind), *_device(bind), *_motors(bind))


def _states(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.state(f.MOTION, "get_status", Is("alarm_status", "1"), requires_armed=f.MOTION_DETECTION),
        _sound(
            bind, bind.state(f.SOUND, "get_status", Is("alarm_status", "3"), requires_armed=f.SOUND_DETECTION)
        ),
        bind.state(f.ALARM_INPUT, "get_status", Is("alarm_status", "2"), requires_armed=f.ALARM_INPUT_ARMED),
        bind.state(f.WIFI_CONNECTED, "get_status", "wifi_status"),
        bind.state(f.DDNS_STATUS, "get_status", "ddns_status"),
        bind.state(f.UPNP_STATUS, "get_status", "upnp_status"),
        bind.state(f.MSN_STATUS, "get_status", "msn_status"),
        bind.state(f.CLOCK_OFFSET, "get_status", Computed(_clock_offset)),
    )


def _sound[T](bind: Binder, binding: Binding[T] | None) -> Binding[T] | None:
    """Return a binding about sound where the manual knows of alarms by it."""
    return binding if bind.kind("set_alarm", "sounddetect_armed") else None


def _clock_offset(record: Record) -> int | None:
    now = Value("now", BITS).read(record)
    return None if now is None else now - round(time())


def _alarm(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.MOTION_DETECTION, "set_alarm", "motion_armed"),
        *_sensitivity(bind),
        bind.setting(f.MOTION_COMPENSATION, "set_alarm", "motion_compensation"),
        bind.setting(f.ALARM_INPUT_ARMED, "set_alarm", "input_armed"),
        bind.setting(f.ALARM_INPUT_LEVEL, "set_alarm", "ioin_level"),
        bind.setting(f.SOUND_DETECTION, "set_alarm", "sounddetect_armed"),
        _sound(
            bind,
            bind.change(f.SOUND_SENSITIVITY, "set_alarm", Value("alarm_sounddetect_sensitivity", TENTHS)),
        ),
        bind.setting(f.ALARM_OUTPUT_ON_ALARM, "set_alarm", "iolinkage"),
        bind.setting(f.PRESET_ON_ALARM, "set_alarm", "preset"),
        bind.setting(f.ALARM_OUTPUT_LEVEL, "set_alarm", "ioout_level"),
        bind.setting(f.MAIL_ON_ALARM, "set_alarm", "mail"),
        bind.setting(f.ALARM_UPLOAD_INTERVAL, "set_alarm", "upload_interval"),
        bind.setting(f.WEB_REQUEST_ON_ALARM, "set_alarm", "http"),
        bind.setting(f.ALARM_SCHEDULE, "set_alarm", "schedule_enable"),
        _weekly(bind, f.ALARM_PLAN, "set_alarm", "alarm_"),
        bind.setting(f.FTP_MODE, "set_ftp", "mode"),
        bind.setting(f.FTP_KEEP_CONNECTION, "set_ftp", "retain"),
        bind.setting(f.FTP_UPLOAD_INTERVAL, "set_ftp", "upload_interval"),
        bind.setting(f.FTP_SCHEDULE, "set_ftp", "schedule_enable"),
        _weekly(bind, f.FTP_PLAN, "set_ftp", "ftp_"),
        bind.setting(f.MAIL_ENCRYPTION, "set_mail", "tls"),
        bind.setting(f.MAIL_ON_ADDRESS_CHANGE, "set_mail", "mail_inet_ip"),
        bind.action(f.TEST_MAIL, bind.request("test_mail")),
        bind.action(f.TEST_FTP, bind.request("test_ftp")),
    )


def _weekly(
    bind: Binder, plan: f.Feature[WeekPlan], setter: str, prefix: str = ""
) -> Binding[WeekPlan] | None:
    """Bind a plan of quarters of an hour; the camera's week begins on Sunday."""
    if bind.kind(setter, "schedule_enable") is None:
        return None
    week = [tuple(f"{prefix}schedule_{day}_{part}" for part in range(3)) for day in DAYS]
    return bind.change(plan, setter, PlanBits((*week[1:], week[0]), 32))


def _sensitivity(bind: Binder) -> Sequence[Binding | None]:
    """The newer manual has ten steps, the older one four with names."""
    if bind.kind("set_alarm", "motion_sensitivity") is str:
        return (bind.setting(f.MOTION_SENSITIVITY_LEVEL, "set_alarm", "motion_sensitivity"),)
    return (bind.change(f.MOTION_SENSITIVITY, "set_alarm", Value("alarm_motion_sensitivity", TENTHS)),)


def _image(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.RESOLUTION, "camera_control.resolution", "value"),
        bind.setting(f.BRIGHTNESS, "camera_control.brightness", "value"),
        bind.setting(f.CONTRAST, "camera_control.contrast", "value"),
        bind.setting(f.POWER_LINE_FREQUENCY, "camera_control.mode", "value"),
        bind.change(f.FLIP, "camera_control.flip", Bit("flip", 0)),
        bind.change(f.MIRROR, "camera_control.flip", Bit("flip", 1)),
        bind.change(f.PRIVACY_MODE, "set_forbidden", Forbidden()),
        bind.setting(f.PRIVACY_SCHEDULE, "set_forbidden", "schedule_enable"),
        _weekly(bind, f.PRIVACY_PLAN, "set_forbidden"),
    )


def _device(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.DEVICE_NAME, "set_alias", "alias"),
        bind.setting(f.TIME_ZONE_OFFSET, "set_datetime", "tz"),
        bind.setting(f.DAYLIGHT_SAVING_OFFSET, "set_datetime", "daylight_saving_time"),
        bind.setting(f.NTP, "set_datetime", "ntp_enable"),
        bind.setting(f.NTP_SERVER, "set_datetime", "ntp_svr"),
        bind.setting(f.UPNP, "set_upnp", "enable"),
        bind.setting(f.STATUS_LED, "set_misc", "led_mode"),
        bind.setting(f.DECODER_BAUD_RATE, "set_decoder", "baud"),
        bind.action(f.RESTART, bind.request("reboot")),
        bind.send(f.FACTORY_RESET, {"all": (bind.request("restore_factory"),)}),
        bind.change(f.SYNC_CLOCK, "set_datetime", Clock()),
        *(bind.compute(output, _extra_output(bind, output), "set_extra_io") for output in f.EXTRA_OUTPUTS),
    )


def _extra_output(bind: Binder, output: f.Feature[bool]) -> Callable[[bool, CameraState], Sequence[Request]]:
    """All eight lines go out in one byte, and the camera tells none of them.

    What is not known goes out as high: the chip drives a line low only, and high lets go of it.
    """

    def requests(value: bool, state: CameraState) -> Sequence[Request]:
        lines = [value if line is output else state.get(line) for line in f.EXTRA_OUTPUTS]
        byte = sum(1 << index for index, high in enumerate(lines) if high is not False)
        request = bind.request("set_extra_io", value=byte)
        return (request,) if request else ()

    return requests


def _motors(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.CENTER_ON_START, "set_misc", "ptz_center_onstart"),
        bind.setting(f.PATROL_INTERVAL, "set_misc", "ptz_auto_patrol_interval"),
        bind.setting(f.AUTOMATIC_PATROL, "set_misc", "ptz_auto_patrol_type"),
        bind.setting(f.PATROL_HORIZONTAL_LOOPS, "set_misc", "ptz_patrol_h_rounds"),
        bind.setting(f.PATROL_VERTICAL_LOOPS, "set_misc", "ptz_patrol_v_rounds"),
        bind.change(f.PATROL_SPEED, "set_misc", Value("ptz_patrol_rate", Reversed(0, 100))),
        bind.setting(f.PATROL_SPEED_UP, "set_misc", "ptz_patrol_up_rate"),
        bind.setting(f.PATROL_SPEED_DOWN, "set_misc", "ptz_patrol_down_rate"),
        bind.setting(f.PATROL_SPEED_LEFT, "set_misc", "ptz_patrol_left_rate"),
        bind.setting(f.PATROL_SPEED_RIGHT, "set_misc", "ptz_patrol_right_rate"),
        bind.setting(f.DISABLE_PRESETS, "set_misc", "ptz_disable_preset"),
        bind.setting(f.PRESET_ON_START, "set_misc", "ptz_preset_onstart"),
        bind.send(
            f.PATROL,
            {
                "off": (
                    bind.request("decoder_control", command="stop_patrol_vertical"),
                    bind.request("decoder_control", command="stop_patrol_horizontal"),
                ),
                "vertical": (bind.request("decoder_control", command="patrol_vertical"),),
                "horizontal": (bind.request("decoder_control", command="patrol_horizontal"),),
                "both": (
                    bind.request("decoder_control", command="patrol_vertical"),
                    bind.request("decoder_control", command="patrol_horizontal"),
                ),
            },
        ),
    )
