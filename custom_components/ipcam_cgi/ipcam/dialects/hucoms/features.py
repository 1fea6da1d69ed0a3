"""How the shared features are read and written on Hucoms cameras.

Three commands tell most of the settings; a setting's own getter is asked for what they leave out
and before a write that needs to know more than the value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import partial
import re
from typing import Any, override

from ...model import features as f
from ...model.accessors import Accessor, Bit, Computed, Value
from ...model.binding import Binder, Binding, Bindings, table
from ...model.catalogue import Catalogue, Command, Record, Request
from ...model.codecs import Choice, Codec, Int
from ...model.features import Feature
from ...model.state import CameraState
from . import codes
from .accessors import AnyOn, Covered, InMode, Mode, NotAbove, NotBelow, Turned, Watched, only, span, within
from .stream import BIT_RATE, ENCODERS, PRIVACY_AREAS, QUALITY

VIDEO = "capabilityvideo.getCapabilitiesVideoAll"
AUDIO = "capabilityaudio.getCapabilitiesAudioAll"
IMAGE = "camcolor.getCapabilitiesImage"
PTZ = "capabilityptz.getPTZ"
EVENTS = "requestevent.getevent"

_COVERS = {
    1: ("servername", "camcolor", "videoset", "rtspset"),
    2: ("motion1", "alarmin1", "alarmout1", "recordevent"),
    3: ("camdaynight", "camwhitebal", "camwdr", "cameffect", "camshutspeed"),
}
"""The groups that each of the covering commands tells, completely or in part."""

# Of the main, the sub and the third stream.
VIDEO_CODECS = (f.VIDEO_CODEC, f.SUB_VIDEO_CODEC, f.THIRD_VIDEO_CODEC)
# The main stream is always made of the first capture.
VIDEO_SOURCES = (f.SUB_VIDEO_SOURCE, f.SUB_VIDEO_SOURCE, f.THIRD_VIDEO_SOURCE)
FRAME_RATES = (f.FRAME_RATE, f.SUB_FRAME_RATE, f.THIRD_FRAME_RATE)
BIT_RATES = (f.BIT_RATE, f.SUB_BIT_RATE, f.THIRD_BIT_RATE)
KEY_FRAMES = (f.KEY_FRAME_INTERVAL, f.SUB_KEY_FRAME_INTERVAL, f.THIRD_KEY_FRAME_INTERVAL)
RATE_CONTROLS = (f.BIT_RATE_CONTROL, f.SUB_BIT_RATE_CONTROL, f.THIRD_BIT_RATE_CONTROL)
JPEG_QUALITIES = (f.JPEG_QUALITY, f.SUB_JPEG_QUALITY, f.THIRD_JPEG_QUALITY)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\w{1,9})\D{1,3}(\d{1,2})\D{1,3}(\d{4})\D{1,3}(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")


class Bound:
    """A binder that knows which command covers a group, and what a camera tells of its limits."""

    def __init__(self, commands: Catalogue) -> None:
        """Bind to `commands`."""
        self.bind = Binder(commands)
        self._commands = commands

    def command(self, name: str) -> Command:
        """Return a command by name."""
        return self._commands[name]

    def bulk_getter(self, setter: str) -> Command | None:
        """Return the command that tells the setter's group among others."""
        group = self._commands[setter].group
        for n, groups in _COVERS.items():
            if group in groups:
                return self._commands[f"serverinfo{n}.getsysinfo{n}"]
        return None

    def setting[T](self, feature: Feature[T], setter: str, param: str, **extras: Any) -> Binding[T] | None:
        """Bind a setting to the parameter that writes it."""
        return self.bind.setting(
            feature, setter, param, **{"bulk_getter": self.bulk_getter(setter)} | self._with_facts(extras)
        )

    def change[T](
        self, feature: Feature[T], setter: str, accessor: Accessor[T], **extras: Any
    ) -> Binding[T] | None:
        """Bind a value that an accessor finds in the record of a setter."""
        return self.bind.change(
            feature, setter, accessor, **{"bulk_getter": self.bulk_getter(setter)} | self._with_facts(extras)
        )

    def _with_facts(self, extras: dict[str, Any]) -> dict[str, Any]:
        if isinstance(name := extras.get("capability_getters"), str):
            return {**extras, "capability_getters": (self._commands[name],)}
        return extras


def bindings(commands: Catalogue) -> Bindings:
    """Bind the features to the catalogue."""
    on = Bound(commands)
    return table(
        *_states(on),
        *_alarms(on),
        *_image(on),
        *_colors(on),
        *_video(on),
        *_streaming(on),
        *_device(on),
    )


def _states(on: Bound) -> Sequence[Binding | None]:
    bind = on.bind
    return (
        bind.state(f.MOTION, EVENTS, AnyOn("motion"), requires_armed=f.MOTION_DETECTION),
        bind.state(f.ALARM_INPUT, EVENTS, AnyOn("alarmin"), requires_armed=f.ALARM_INPUT_ARMED),
        bind.state(f.TAMPER, EVENTS, AnyOn("videotamper"), requires_armed=f.TAMPER_DETECTION),
        bind.send(
            f.ALARM_OUTPUT,
            {state: (bind.request("ctrl_alarmout.setalarmout", alarmout1=state),) for state in (True, False)},
            getter=EVENTS,
            accessor=Value("alarmout1", codes.ON),
        ),
        bind.state(f.RESTART_NEEDED, "videoset.getvideo", "need_reboot"),
    )


def _alarms(on: Bound) -> Sequence[Binding | None]:
    rows = [
        on.setting(f.MOTION_DETECTION, "motion.setmotion1", "motion1.enable"),
        on.setting(f.MOTION_SENSITIVITY, "motion.setmotion1", "motion1.level"),
        on.change(f.MOTION_AREA, "motion.setmotion1", Watched("motion1")),
        on.setting(f.MOTION_DETECTOR_NAME, "motion.setmotion1", "motion1.name"),
        on.setting(f.ALL_MOTION_DETECTION, "motion.setmotion1", "allstatus", bulk_getter=None),
        on.setting(f.ALARM_INPUT_ARMED, "alarmin.setalarmin1", "alarmin1.enable"),
        on.setting(f.ALARM_INPUT_NAME, "alarmin.setalarmin1", "alarmin1.name"),
        on.setting(f.ALARM_INPUT_CONTACT, "alarmin.setalarmin1", "alarmin1.type"),
        on.setting(f.ALL_ALARM_INPUTS, "alarmin.setalarmin1", "allstatus", bulk_getter=None),
        on.setting(f.ALARM_OUTPUT_ARMED, "alarmout.setalarmout1", "alarmout1.enable"),
        on.setting(f.ALARM_OUTPUT_NAME, "alarmout.setalarmout1", "alarmout1.name"),
        on.setting(f.ALARM_OUTPUT_DURATION, "alarmout.setalarmout1", "alarmout1.time"),
        on.setting(f.ALL_ALARM_OUTPUTS, "alarmout.setalarmout1", "allstatus", bulk_getter=None),
        on.setting(f.TAMPER_DETECTION, "shock.setshock", "shock.enable"),
        on.setting(f.TAMPER_SENSITIVITY, "shock.setshock", "shock.level"),
        on.setting(f.RECORD_ON_ALARM, "recordevent.setrecevent", "record.status"),
        on.setting(f.RECORD_STREAM, "recordevent.setrecevent", "record.streamid"),
        on.setting(f.PRE_RECORD_DURATION, "recordevent.setrecevent", "record.timeprev"),
        on.setting(f.POST_RECORD_DURATION, "recordevent.setrecevent", "record.timenext"),
        on.setting(f.RECORD_MAX_SIZE, "recordevent.setrecevent", "record.maxsize"),
        on.change(f.RECORD_TO_FTP, "recordevent.setrecevent", Bit("record.save", 0)),
        on.change(f.RECORD_TO_MAIL, "recordevent.setrecevent", Bit("record.save", 1)),
    ]
    links = (
        (f.ALARM_OUTPUT_ON_MOTION, f.RECORD_ON_MOTION),
        (f.ALARM_OUTPUT_ON_ALARM_INPUT, f.RECORD_ON_ALARM_INPUT),
        (f.ALARM_OUTPUT_ON_TAMPER, f.RECORD_ON_TAMPER),
    )
    for index, (output, record) in enumerate(links):
        extras: dict[str, Any] = {}
        if index == 2:
            extras = {"capability_getters": "shock.getshock", "available_if": _has_shock}
        rows.append(on.change(output, "alarmout.setalarmout1", Bit("alarmout1.link", index), **extras))
        rows.append(on.change(record, "recordevent.setrecevent", Bit("record.link", index), **extras))
    return rows


def _has_shock(state: CameraState) -> bool:
    return "shock.getshock" in state.known


def _image(on: Bound) -> Sequence[Binding | None]:
    day, white, wdr, shutter = (
        "camdaynight.setdaynight",
        "camwhitebal.setwb",
        "camwdr.setwdr",
        "camshutspeed.setshutterspd",
    )
    user = dict.fromkeys(("userred", "userblue"), (codes.PERCENT, "50"))
    return (
        on.change(f.DAY_NIGHT_MODE, day, Mode("daynightmode", codes.DAY_NIGHT)),
        on.setting(f.DAY_NIGHT_THRESHOLD, day, "autolevel"),
        on.setting(f.DAY_NIGHT_INTERVAL, day, "interval", bulk_getter=None),
        on.change(f.NIGHT_THRESHOLD, day, NotBelow("ptn", Int(1, 990), "ptd"), bulk_getter=None),
        on.change(f.DAY_THRESHOLD, day, NotAbove("ptd", Int(1, 990), "ptn"), bulk_getter=None),
        on.setting(f.INFRARED_LIGHT_AT_NIGHT, day, "irlink"),
        *(
            on.change(
                feature,
                day,
                InMode(field, codes.LPR_SPEED, "daynightmode", frozenset({"lpr"})),
                bulk_getter=None,
            )
            for feature, field in (
                (f.LICENSE_PLATE_DAY_SHUTTER, "lprdayspeed"),
                (f.LICENSE_PLATE_NIGHT_SHUTTER, "lprnightspeed"),
            )
        ),
        on.change(f.WHITE_BALANCE, white, Mode("wbmode", codes.WHITE_BALANCE, {"user": user})),
        *(
            on.change(feature, white, InMode(field, codes.PERCENT, "wbmode", frozenset({"user"})))
            for feature, field in ((f.WHITE_BALANCE_RED, "userred"), (f.WHITE_BALANCE_BLUE, "userblue"))
        ),
        on.setting(f.WDR, wdr, "wdrstatus"),
        on.change(
            f.WDR_MODE,
            wdr,
            Mode(
                "mode",
                codes.WDR_MODE,
                {
                    "compensation": {"compensationmode": (codes.COMPENSATION, "front")},
                    "dwdr": {"dwdrmode": (codes.WDR_STEP, "step1")},
                },
            ),
        ),
        on.change(
            f.WDR_COMPENSATION,
            wdr,
            InMode("compensationmode", codes.COMPENSATION, "mode", frozenset({"compensation"})),
        ),
        on.change(f.WDR_STEP, wdr, InMode("dwdrmode", codes.WDR_STEP, "mode", frozenset({"dwdr"}))),
        on.setting(f.COLOR_BARS, "cameffect.seteffect", "colorbar"),
        on.setting(f.MONOCHROME, "cameffect.seteffect", "monoimg"),
        on.setting(f.NEGATIVE, "cameffect.seteffect", "negative"),
        on.setting(f.SLOW_SHUTTER, "camslowshut.setslowsh", "slowshutstatus"),
        on.setting(f.SLOW_SHUTTER_LEVEL, "camslowshut.setslowsh", "slowshutter"),
        on.change(
            f.SHUTTER_MODE,
            shutter,
            Mode(
                "shutmode",
                codes.SHUTTER_MODE,
                {
                    "suppressroll": {"suppress": (codes.SUPPRESSION, "week")},
                    "user": {"shutspeed": (codes.SHUTTER_SPEED, "4"), "agcvalue": (codes.PERCENT, "50")},
                },
            ),
        ),
        *(
            on.change(feature, shutter, InMode(field, codec, "shutmode", frozenset({mode})))
            for feature, field, codec, mode in (
                (f.MAX_EXPOSURE, "minshutspd", codes.MAX_EXPOSURE, "auto"),
                (f.ANTI_FLICKER_STRENGTH, "suppress", codes.SUPPRESSION, "suppressroll"),
                (f.SHUTTER_SPEED, "shutspeed", codes.SHUTTER_SPEED, "user"),
            )
        ),
        on.change(f.GAIN, shutter, InMode("agcvalue", codes.PERCENT, "shutmode", frozenset({"user"}))),
    )


_COLORS = (
    ("bright", "brightness", f.BRIGHTNESS, f.NIGHT_BRIGHTNESS),
    ("contrast", "contrast", f.CONTRAST, f.NIGHT_CONTRAST),
    ("saturation", "saturation", f.SATURATION, f.NIGHT_SATURATION),
    ("sharp", "sharpness", f.SHARPNESS, f.NIGHT_SHARPNESS),
    ("edge", "edgeenhance", f.EDGE_ENHANCEMENT, f.NIGHT_EDGE_ENHANCEMENT),
    ("hue", "hue", f.HUE, f.NIGHT_HUE),
)


def _colors(on: Bound) -> Iterable[Binding | None]:
    for param, capability, day, night in _COLORS:
        extras = {
            "capability_getters": IMAGE,
            "available_if": partial(_has_color, capability),
            "narrow_limits": partial(_color_range, capability),
        }
        yield on.setting(day, "camcolor.setcolor", param, **extras)
        yield on.setting(night, "camcolor.setncolor", param, **extras)


def _has_color(capability: str, state: CameraState) -> bool:
    return state.known.get(IMAGE, {}).get(capability, "").lower() != "no"


def _color_range(capability: str, codec: Codec, state: CameraState) -> Codec:
    told = state.known.get(IMAGE, {})
    return within(codec, span(told.get(f"ImageEnhanceValuerange/{capability}", "")))


def _video(on: Bound) -> Iterable[Binding | None]:
    yield on.change(f.MIRROR, "videoset.setvideo1", Turned("mirror"))
    yield on.change(f.FLIP, "videoset.setvideo1", Turned("flip"))
    sizes = (f.RESOLUTION, f.SUB_RESOLUTION, f.THIRD_RESOLUTION)
    for n, size, enabled in zip(ENCODERS, sizes, f.CAPTURES, strict=True):
        extras: dict[str, Any] = {
            "capability_getters": VIDEO,
            "available_if": partial(_has_number, "CaptureMaxsize", n),
        }
        yield on.setting(enabled, "videoset.setvideo1", f"capture{n}.enable", **extras)
        yield on.setting(
            size, "videoset.setvideo1", f"capture{n}.size", narrow_limits=partial(_sizes, n), **extras
        )
    for n in ENCODERS:
        yield from _encoder(on, n)


def _encoder(on: Bound, n: int) -> Iterable[Binding | None]:
    setter, codec = f"videoset.setvideo{n}", f"encoder{n}.codec"
    extras: dict[str, Any] = {
        "capability_getters": VIDEO,
        "available_if": partial(_has_number, "MaxStreamSupported", n),
    }
    video = frozenset({"h264", "mpeg"})

    def setting(features: tuple[Feature, ...], name: str, **more: Any) -> Binding | None:
        return on.setting(features[n - 1], setter, f"encoder{n}.{name}", **extras | more)

    def moving(features: tuple[Feature, ...], name: str, kind: Codec, refine: Any = None) -> Binding | None:
        accessor = InMode(f"encoder{n}.{name}", kind, codec, video)
        more = {"narrow_limits": partial(refine, n)} if refine else {}
        return on.change(features[n - 1], setter, accessor, **extras | more)

    yield setting(f.STREAMS, "enable")
    if n > 1:
        yield setting(VIDEO_SOURCES, "source", narrow_limits=partial(_sources, n))
    moving_companions: Mapping[str, tuple[Codec, str]] = {
        f"encoder{n}.quality": (BIT_RATE, "512"),
        f"encoder{n}.keyframe": (Int(5, 120), "30"),
        f"encoder{n}.ratectrl": (codes.RATE_CONTROL, "vbr"),
    }
    companions: Mapping[str, Mapping[str, tuple[Codec, str]]] = {
        **dict.fromkeys(video, moving_companions),
        "mjpeg": {f"encoder{n}.quality": (QUALITY, "50")},
    }
    yield on.change(
        VIDEO_CODECS[n - 1],
        setter,
        Mode(codec, codes.CODEC, companions),
        narrow_limits=partial(_codecs, n),
        **extras,
    )
    yield setting(FRAME_RATES, "framerate", narrow_limits=_frame_rate)
    yield moving(BIT_RATES, "quality", BIT_RATE, _bit_rate)
    yield moving(KEY_FRAMES, "keyframe", Int(5, 120), _key_frames)
    yield moving(RATE_CONTROLS, "ratectrl", codes.RATE_CONTROL)
    yield on.change(
        JPEG_QUALITIES[n - 1],
        setter,
        InMode(f"encoder{n}.quality", QUALITY, codec, frozenset({"mjpeg"})),
        narrow_limits=_quality,
        **extras,
    )


def _can(state: CameraState) -> Record:
    return state.known.get(VIDEO, {})


def _has_number(field: str, n: int, state: CameraState) -> bool:
    text = _can(state).get(field, "").strip()
    return not text.isdecimal() or n <= int(text[:6])


def _listed(text: str) -> list[str]:
    return [item.strip() for item in text[:4096].split(";") if item.strip()]


def _sizes(n: int, codec: Codec, state: CameraState) -> Codec:
    """The camera's own list counts: newer ones have sizes that no manual knew."""
    listed = [size for size in _listed(_can(state).get(f"Capture{n}", "")) if _SIZE.fullmatch(size)]
    if not listed or not isinstance(codec, Choice):
        return codec
    return codes.sizes(*dict.fromkeys(listed), *(["nouse"] if "nouse" in codec.options else []))


_SIZE = re.compile(r"\d{2,5}x\d{2,5}")
_CODEC_NAMES = {"h264": "h264", "h.264": "h264", "mpeg4": "mpeg", "mjpeg": "mjpeg"}


def _combinations(n: int, state: CameraState) -> list[tuple[str, str]]:
    pairs = [item.lower().partition("@") for item in _listed(_can(state).get(f"stream{n}", ""))]
    return [(_CODEC_NAMES.get(codec, codec), capture) for codec, _, capture in pairs]


def _codecs(n: int, codec: Codec, state: CameraState) -> Codec:
    return only(codec, [each for each, _ in _combinations(n, state)])


def _sources(n: int, codec: Codec, state: CameraState) -> Codec:
    return only(codec, [capture for _, capture in _combinations(n, state)])


def _frame_rate(codec: Codec, state: CameraState) -> Codec:
    text = _can(state).get("MaxFramerate", "").strip()
    return within(codec, (1, int(text)) if text.isdecimal() and 0 < int(text[:4]) <= 240 else (1, 30))


def _bit_rate(n: int, codec: Codec, state: CameraState) -> Codec:
    can = _can(state)
    current = state.get(VIDEO_CODECS[n - 1])
    own = can.get("MPEG4BitrateSupported" if current == "mpeg4" else "H.264BitrateSupported", "")
    return within(codec, span(own) or span(can.get("BitrateAll", "")))


def _key_frames(_n: int, codec: Codec, state: CameraState) -> Codec:
    lines = _can(state).get("Capabilities KeyFrame", "").splitlines()
    return within(codec, span(" ".join(line.partition("@")[0] for line in lines)))


def _quality(codec: Codec, state: CameraState) -> Codec:
    return within(codec, span(_can(state).get("JPEGQualitySupported", "")))


def _streaming(on: Bound) -> Sequence[Binding | None]:
    osd = "osd.setosd"
    audio: dict[str, Any] = {"capability_getters": AUDIO}
    microphone = {**audio, "available_if": partial(_has_sound, "AudioInputSupported")}
    loudspeaker = {**audio, "available_if": partial(_has_sound, "AudioOutputSupported")}
    return (
        on.setting(f.OVERLAY, osd, "osdstatus"),
        on.setting(f.OVERLAY_TEXT_SHOWN, osd, "texton"),
        on.setting(f.OVERLAY_TEXT, osd, "textstr"),
        on.setting(f.OVERLAY_DATE, osd, "dateon"),
        on.setting(f.OVERLAY_DATE_FORMAT, osd, "datetype"),
        on.setting(f.OVERLAY_TIME, osd, "timeon"),
        on.setting(f.OVERLAY_EVENTS, osd, "eventon"),
        on.setting(f.OVERLAY_DAY_NIGHT, osd, "eventdnon"),
        on.setting(f.OVERLAY_MOTION, osd, "eventmdon"),
        on.setting(f.OVERLAY_ALARM_INPUT, osd, "eventsenson"),
        on.setting(f.OVERLAY_ALARM_OUTPUT, osd, "eventrelayon"),
        on.setting(f.OVERLAY_TAMPER, osd, "eventshock"),
        on.setting(f.OVERLAY_SIZE, osd, "osdsize"),
        on.setting(f.PRIVACY_MODE, "privacy.setprivacy1", "allstatus"),
        *(
            on.setting(feature, f"privacy.setprivacy{n}", "privacy.enable")
            for n, feature in zip(PRIVACY_AREAS, f.PRIVACY_MASKS, strict=True)
        ),
        *(
            on.change(feature, f"privacy.setprivacy{n}", Covered(f"privacy{n}"))
            for n, feature in zip(PRIVACY_AREAS, f.PRIVACY_MASK_AREAS, strict=True)
        ),
        on.setting(f.ANALOG_OUTPUT, "tvout.settvout", "tvoutstatus"),
        on.setting(f.ANALOG_OUTPUT_STANDARD, "tvout.settvout", "tvtype"),
        on.setting(f.AUDIO, "audioset.setaudio", "audioinenable", **microphone),
        on.setting(f.MICROPHONE_VOLUME, "audioset.setaudio", "audioingain", **microphone),
        on.setting(f.SPEAKER, "audioset.setaudio", "audiooutenable", **loudspeaker),
        on.setting(f.SPEAKER_VOLUME, "audioset.setaudio", "audiooutgain", **loudspeaker),
        on.setting(
            f.AUDIO_CODEC, "audioset.setaudio", "audiocodec", narrow_limits=_compression, **microphone
        ),
        on.setting(
            f.AUDIO_SAMPLE_RATE, "audioset.setaudio", "audiosampling", narrow_limits=_sampling, **microphone
        ),
        on.setting(f.RTSP_PORT, "rtspset.setrtsp", "rtspport"),
        on.setting(f.RTCP, "rtspset.setrtsp", "rtcpenable"),
        on.setting(f.RTSP_TIME_LIMIT, "rtspset.setrtsp", "rtsptimelimit"),
        on.setting(f.MULTICAST, "rtspset.setrtsp", "multicastenable"),
        on.setting(f.MULTICAST_TTL, "rtspset.setrtsp", "multicastttl"),
        on.setting(f.RTSP_LOGIN, "rtspset.setrtsp", "authorityenable"),
    )


def _has_sound(field: str, state: CameraState) -> bool:
    return state.known.get(AUDIO, {}).get(field, "").lower() != "no"


def _compression(codec: Codec, state: CameraState) -> Codec:
    return only(codec, _listed(state.known.get(AUDIO, {}).get("Compress", "")))


def _sampling(codec: Codec, state: CameraState) -> Codec:
    listed = _listed(state.known.get(AUDIO, {}).get("SamplingAll", ""))
    return only(codec, [item.upper().replace("K", "000") for item in listed])


def _device(on: Bound) -> Sequence[Binding | None]:
    bind = on.bind
    return (
        on.setting(f.DEVICE_NAME, "servername.setservername", "servername"),
        on.setting(f.LANGUAGE, "language.setlang", "language"),
        on.setting(
            f.PAN_TILT, "ptzf_status.setptzstatus", "ptstatus", capability_getters=PTZ, available_if=_turns
        ),
        on.setting(
            f.ZOOM_FOCUS, "ptzf_status.setptzstatus", "zfstatus", capability_getters=PTZ, available_if=_zooms
        ),
        bind.action(f.RESTART, bind.request("reboot.setreboot")),
        bind.send(
            f.FACTORY_RESET,
            {
                "all": (bind.request("reboot.setfactory"),),
                "keep_network": (bind.request("reboot.setfactoryexip"),),
            },
        ),
        bind.action(
            f.ONE_PUSH_FOCUS,
            bind.request("zf_control.onepush"),
            capability_getters=(on.command(PTZ),),
            available_if=partial(_has_motor, ("FocusSupported",)),
        ),
        bind.action(
            f.RESET_LENS,
            bind.request("ptzf_status.lensreset"),
            capability_getters=(on.command(PTZ),),
            available_if=_zooms,
        ),
    )


def _has_motor(fields: tuple[str, ...], state: CameraState) -> bool:
    """Only a camera that tells of its motors has some for sure."""
    told = state.known.get(PTZ, {})
    return any(told.get(field, "").lower() == "yes" for field in fields)


_turns: Callable[[CameraState], bool] = partial(_has_motor, ("PanSupported", "TiltSupported"))
_zooms: Callable[[CameraState], bool] = partial(_has_motor, ("ZoomSupported", "FocusSupported"))


def clock(commands: Catalogue, zone: tzinfo | None) -> Sequence[Binding | None]:
    """Bind the camera's clock, which shows the time of `zone`."""
    bind = Binder(commands)
    command = commands["serverdate.setdate"]
    cover = commands["serverinfo1.getsysinfo1"]

    def offset(record: Record) -> int | None:
        shown = read_date(record.get("serverdate", ""))
        now = datetime.now(zone).replace(tzinfo=None)
        return None if shown is None else round((shown - now).total_seconds())

    def now(_value: None, _state: CameraState) -> Sequence[Request]:
        time = datetime.now(zone)
        names = ("year", "month", "day", "hour", "minute", "second")
        return [Request(command, command.encode({name: getattr(time, name) for name in names}))]

    return (
        bind.state(
            f.CLOCK_OFFSET,
            "serverdate.getdate",
            Computed(offset),
            bulk_getter=cover,
        ),
        bind.compute(
            f.SYNC_CLOCK, now, command.name, getter="serverdate.getdate", accessor=Clock(), bulk_getter=cover
        ),
    )


class Clock(Accessor[None]):
    """The camera's clock, which is read again when it was set."""

    @override
    def present_in(self, record: Record) -> bool:
        return "serverdate" in record

    @override
    def read(self, record: Record) -> None:
        return None


def read_date(text: str) -> datetime | None:
    """Read `month day, year hour:minute:second`; the month may be a word or a number."""
    found = _DATE.search(text[:100])
    if not found:
        return None
    month, day, year, hour, minute, second = found.groups(default="0")
    try:
        number = int(month) if month.isdecimal() else 1 + _MONTHS.index(month[:3].lower())
        return datetime(int(year), number, int(day), int(hour), int(minute), int(second))  # noqa: DTZ001
    except ValueError:
        return None
