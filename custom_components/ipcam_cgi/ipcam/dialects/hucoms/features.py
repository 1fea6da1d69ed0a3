"""How the shared features are read and written on Hucoms cameras.

Three commands tell most of the settings; a setting's own getter is asked for what they leave out
and before a write that needs to know more than the value.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import partial
from typing import Any

from ...errors import InvalidValueError
from ...model import features as f
from ...model.accessors import Bit, Computed, Value
from ...model.binding import Binder, Binding, Bindings, table
from ...model.catalogue import Catalogue, Record, Request
from ...model.codecs import Codec, Int
from ...model.features import Feature
from . import capabilities as can, codes
from .accessors import (
    AllHidden,
    AnyOn,
    Clock,
    Covered,
    InMode,
    Mode,
    NotAbove,
    NotBelow,
    OneOfAll,
    Turned,
    Watched,
    read_date,
)
from .manual.stream import BIT_RATE, ENCODERS, PRIVACY_AREAS, QUALITY

EVENTS = "requestevent.getevent"
ALWAYS_THERE = tuple(PRIVACY_AREAS)[:6]
"""The privacy areas that every camera has."""

# The main stream is always made of the first capture.
VIDEO_SOURCES = (f.SUB_VIDEO_SOURCE, f.SUB_VIDEO_SOURCE, f.THIRD_VIDEO_SOURCE)
FRAME_RATES = (f.FRAME_RATE, f.SUB_FRAME_RATE, f.THIRD_FRAME_RATE)
BIT_RATES = (f.BIT_RATE, f.SUB_BIT_RATE, f.THIRD_BIT_RATE)
KEY_FRAMES = (f.KEY_FRAME_INTERVAL, f.SUB_KEY_FRAME_INTERVAL, f.THIRD_KEY_FRAME_INTERVAL)
RATE_CONTROLS = (f.BIT_RATE_CONTROL, f.SUB_BIT_RATE_CONTROL, f.THIRD_BIT_RATE_CONTROL)
JPEG_QUALITIES = (f.JPEG_QUALITY, f.SUB_JPEG_QUALITY, f.THIRD_JPEG_QUALITY)


def bindings(commands: Catalogue) -> Bindings:
    """Bind the features to the catalogue."""
    bind = Binder(commands)
    return table(
        *_states(bind),
        *_alarms(bind),
        *_image(bind),
        *_colors(bind),
        *_video(bind),
        *_streaming(bind),
        *_device(bind),
    )


def _states(bind: Binder) -> Sequence[Binding | None]:
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


def _alarms(bind: Binder) -> Sequence[Binding | None]:
    rows = [
        bind.change(f.MOTION_DETECTION, "motion.setmotion1", OneOfAll("motion1.enable")),
        bind.setting(f.MOTION_SENSITIVITY, "motion.setmotion1", "motion1.level"),
        bind.change(f.MOTION_AREA, "motion.setmotion1", Watched("motion1")),
        bind.setting(f.MOTION_DETECTOR_NAME, "motion.setmotion1", "motion1.name"),
        bind.setting(f.ALL_MOTION_DETECTION, "motion.setmotion1", "allstatus"),
        bind.change(f.ALARM_INPUT_ARMED, "alarmin.setalarmin1", OneOfAll("alarmin1.enable")),
        bind.setting(f.ALARM_INPUT_NAME, "alarmin.setalarmin1", "alarmin1.name"),
        bind.setting(f.ALARM_INPUT_CONTACT, "alarmin.setalarmin1", "alarmin1.type"),
        bind.setting(f.ALL_ALARM_INPUTS, "alarmin.setalarmin1", "allstatus"),
        bind.change(f.ALARM_OUTPUT_ARMED, "alarmout.setalarmout1", OneOfAll("alarmout1.enable")),
        bind.setting(f.ALARM_OUTPUT_NAME, "alarmout.setalarmout1", "alarmout1.name"),
        bind.change(
            f.ALARM_OUTPUT_DURATION,
            "alarmout.setalarmout1",
            Value("alarmout1.time", codes.OUTPUT_DURATION),
        ),
        bind.setting(f.ALL_ALARM_OUTPUTS, "alarmout.setalarmout1", "allstatus"),
        bind.setting(f.TAMPER_DETECTION, "shock.setshock", "shock.enable"),
        bind.setting(f.TAMPER_SENSITIVITY, "shock.setshock", "shock.level"),
        bind.setting(f.RECORD_ON_ALARM, "recordevent.setrecevent", "record.status"),
        bind.setting(f.RECORD_STREAM, "recordevent.setrecevent", "record.streamid"),
        bind.setting(f.PRE_RECORD_DURATION, "recordevent.setrecevent", "record.timeprev"),
        bind.setting(f.POST_RECORD_DURATION, "recordevent.setrecevent", "record.timenext"),
        bind.setting(f.RECORD_MAX_SIZE, "recordevent.setrecevent", "record.maxsize"),
        bind.change(f.RECORD_TO_FTP, "recordevent.setrecevent", Bit("record.save", 0)),
        bind.change(f.RECORD_TO_MAIL, "recordevent.setrecevent", Bit("record.save", 1)),
    ]
    links = (
        (f.ALARM_OUTPUT_ON_MOTION, f.RECORD_ON_MOTION),
        (f.ALARM_OUTPUT_ON_ALARM_INPUT, f.RECORD_ON_ALARM_INPUT),
        (f.ALARM_OUTPUT_ON_TAMPER, f.RECORD_ON_TAMPER),
    )
    for index, (output, record) in enumerate(links):
        extras: dict[str, Any] = {}
        if index == 2:
            extras = {"available_if": can.has_shock}
        rows.append(bind.change(output, "alarmout.setalarmout1", Bit("alarmout1.link", index), **extras))
        rows.append(bind.change(record, "recordevent.setrecevent", Bit("record.link", index), **extras))
    return rows


def _image(bind: Binder) -> Sequence[Binding | None]:
    return (
        *_day_and_night(bind),
        *_white_balance(bind),
        *_wide_dynamic_range(bind),
        bind.setting(f.COLOR_BARS, "cameffect.seteffect", "colorbar"),
        bind.setting(f.MONOCHROME, "cameffect.seteffect", "monoimg"),
        bind.setting(f.NEGATIVE, "cameffect.seteffect", "negative"),
        bind.setting(f.SLOW_SHUTTER, "camslowshut.setslowsh", "slowshutstatus"),
        bind.setting(f.SLOW_SHUTTER_LEVEL, "camslowshut.setslowsh", "slowshutter"),
        *_shutter(bind),
    )


def _day_and_night(bind: Binder) -> Sequence[Binding | None]:
    day = "camdaynight.setdaynight"
    return (
        bind.change(f.DAY_NIGHT_MODE, day, Mode("daynightmode", codes.DAY_NIGHT)),
        bind.setting(f.DAY_NIGHT_THRESHOLD, day, "autolevel"),
        bind.setting(f.DAY_NIGHT_INTERVAL, day, "interval"),
        bind.change(f.NIGHT_THRESHOLD, day, NotBelow("ptn", Int(1, 990), "ptd")),
        bind.change(f.DAY_THRESHOLD, day, NotAbove("ptd", Int(1, 990), "ptn")),
        bind.setting(f.INFRARED_LIGHT_AT_NIGHT, day, "irlink"),
        *(
            bind.change(
                feature,
                day,
                InMode(field, codes.LPR_SPEED, "daynightmode", frozenset({"lpr"})),
                counts_if=partial(can.is_set, f.DAY_NIGHT_MODE, ("lpr",)),
            )
            for feature, field in (
                (f.LICENSE_PLATE_DAY_SHUTTER, "lprdayspeed"),
                (f.LICENSE_PLATE_NIGHT_SHUTTER, "lprnightspeed"),
            )
        ),
    )


def _white_balance(bind: Binder) -> Sequence[Binding | None]:
    white = "camwhitebal.setwb"
    user = dict.fromkeys(("userred", "userblue"), (codes.PERCENT, "50"))
    return (
        bind.change(f.WHITE_BALANCE, white, Mode("wbmode", codes.WHITE_BALANCE, {"user": user})),
        *(
            bind.change(
                feature,
                white,
                InMode(field, codes.PERCENT, "wbmode", frozenset({"user"})),
                counts_if=partial(can.is_set, f.WHITE_BALANCE, ("user",)),
            )
            for feature, field in ((f.WHITE_BALANCE_RED, "userred"), (f.WHITE_BALANCE_BLUE, "userblue"))
        ),
    )


def _wide_dynamic_range(bind: Binder) -> Sequence[Binding | None]:
    wdr = "camwdr.setwdr"
    needs: Mapping[str, Mapping[str, tuple[Codec, str]]] = {
        "compensation": {"compensationmode": (codes.COMPENSATION, "front")},
        "dwdr": {"dwdrmode": (codes.WDR_STEP, "step1")},
    }
    return (
        bind.setting(f.WDR, wdr, "wdrstatus"),
        bind.change(f.WDR_MODE, wdr, Mode("mode", codes.WDR_MODE, needs)),
        bind.change(
            f.WDR_COMPENSATION,
            wdr,
            InMode("compensationmode", codes.COMPENSATION, "mode", frozenset({"compensation"})),
            counts_if=partial(can.is_set, f.WDR_MODE, ("compensation",)),
        ),
        bind.change(
            f.WDR_STEP,
            wdr,
            InMode("dwdrmode", codes.WDR_STEP, "mode", frozenset({"dwdr"})),
            counts_if=partial(can.is_set, f.WDR_MODE, ("digital",)),
        ),
    )


def _shutter(bind: Binder) -> Sequence[Binding | None]:
    shutter = "camshutspeed.setshutterspd"
    needs: Mapping[str, Mapping[str, tuple[Codec, str]]] = {
        "suppressroll": {"suppress": (codes.SUPPRESSION, "week")},
        "user": {"shutspeed": (codes.SHUTTER_SPEED, "4"), "agcvalue": (codes.PERCENT, "50")},
    }
    shutters: tuple[tuple[Feature, str, Codec, str], ...] = (
        (f.MAX_EXPOSURE, "minshutspd", codes.MAX_EXPOSURE, "auto"),
        (f.ANTI_FLICKER_STRENGTH, "suppress", codes.SUPPRESSION, "suppressroll"),
        (f.SHUTTER_SPEED, "shutspeed", codes.SHUTTER_SPEED, "user"),
        (f.GAIN, "agcvalue", codes.PERCENT, "user"),
    )
    return (
        bind.change(f.SHUTTER_MODE, shutter, Mode("shutmode", codes.SHUTTER_MODE, needs)),
        *(
            bind.change(
                feature,
                shutter,
                InMode(field, codec, "shutmode", frozenset({mode})),
                counts_if=partial(can.is_set, f.SHUTTER_MODE, (codes.SHUTTER_MODE.options[mode],)),
            )
            for feature, field, codec, mode in shutters
        ),
    )


_COLORS = (
    ("bright", "brightness", f.BRIGHTNESS, f.NIGHT_BRIGHTNESS),
    ("contrast", "contrast", f.CONTRAST, f.NIGHT_CONTRAST),
    ("saturation", "saturation", f.SATURATION, f.NIGHT_SATURATION),
    ("sharp", "sharpness", f.SHARPNESS, f.NIGHT_SHARPNESS),
    ("edge", "edgeenhance", f.EDGE_ENHANCEMENT, f.NIGHT_EDGE_ENHANCEMENT),
    ("hue", "hue", f.HUE, f.NIGHT_HUE),
)


def _colors(bind: Binder) -> Iterable[Binding | None]:
    for param, capability, day, night in _COLORS:
        extras: dict[str, Any] = {
            "available_if": partial(can.has_color, capability),
            "narrow_limits": partial(can.color_range, capability),
        }
        yield bind.setting(day, "camcolor.setcolor", param, **extras)
        yield bind.setting(night, "camcolor.setncolor", param, **extras)


def _video(bind: Binder) -> Iterable[Binding | None]:
    yield bind.change(f.MIRROR, "videoset.setvideo1", Turned("mirror"))
    yield bind.change(f.FLIP, "videoset.setvideo1", Turned("flip"))
    sizes = (f.RESOLUTION, f.SUB_RESOLUTION, f.THIRD_RESOLUTION)
    for n, size, enabled in zip(ENCODERS, sizes, f.CAPTURES, strict=True):
        extras: dict[str, Any] = {
            "available_if": partial(can.has_number, "CaptureMaxsize", n),
        }
        yield bind.setting(enabled, "videoset.setvideo1", f"capture{n}.enable", **extras)
        yield bind.setting(
            size, "videoset.setvideo1", f"capture{n}.size", narrow_limits=partial(can.sizes, n), **extras
        )
    for n in ENCODERS:
        yield from _encoder(bind, n)


def _encoder(bind: Binder, n: int) -> Iterable[Binding | None]:
    setter, codec = f"videoset.setvideo{n}", f"encoder{n}.codec"
    extras: dict[str, Any] = {
        "available_if": partial(can.has_number, "MaxStreamSupported", n),
    }
    used = can.VIDEO_CODECS[n - 1]
    moves = partial(can.is_set, used, [codes.ALL_CODECS.options[each] for each in codes.MOVING])

    def setting(features: tuple[Feature, ...], name: str, **more: Any) -> Binding | None:
        return bind.setting(features[n - 1], setter, f"encoder{n}.{name}", **extras | more)

    def moving(features: tuple[Feature, ...], name: str, kind: Codec, refine: Any = None) -> Binding | None:
        accessor = InMode(f"encoder{n}.{name}", kind, codec, codes.MOVING)
        more = {"narrow_limits": partial(refine, n)} if refine else {}
        return bind.change(features[n - 1], setter, accessor, counts_if=moves, **extras | more)

    yield setting(f.STREAMS, "enable")
    if n > 1:
        yield setting(VIDEO_SOURCES, "source", narrow_limits=partial(can.sources, n))
    moving_companions: Mapping[str, tuple[Codec, str]] = {
        f"encoder{n}.quality": (BIT_RATE, "512"),
        f"encoder{n}.keyframe": (Int(5, 120), "30"),
        f"encoder{n}.ratectrl": (codes.RATE_CONTROL, "vbr"),
    }
    companions: Mapping[str, Mapping[str, tuple[Codec, str]]] = {
        **dict.fromkeys(codes.MOVING, moving_companions),
        "mjpeg": {f"encoder{n}.quality": (QUALITY, "50")},
    }
    yield bind.change(
        used,
        setter,
        Mode(codec, codes.ALL_CODECS, companions),
        narrow_limits=partial(can.codecs, n),
        **extras,
    )
    yield setting(FRAME_RATES, "framerate", narrow_limits=can.frame_rate)
    yield moving(BIT_RATES, "quality", BIT_RATE, can.bit_rate)
    yield moving(KEY_FRAMES, "keyframe", Int(5, 120), can.key_frames)
    yield moving(RATE_CONTROLS, "ratectrl", codes.RATE_CONTROL)
    yield bind.change(
        JPEG_QUALITIES[n - 1],
        setter,
        InMode(f"encoder{n}.quality", QUALITY, codec, frozenset({"mjpeg"})),
        counts_if=partial(can.is_set, used, ("mjpeg",)),
        narrow_limits=can.quality,
        **extras,
    )


def _streaming(bind: Binder) -> Sequence[Binding | None]:
    osd = "osd.setosd"
    microphone: dict[str, Any] = {"available_if": partial(can.has_sound, "AudioInputSupported")}
    loudspeaker: dict[str, Any] = {"available_if": partial(can.has_sound, "AudioOutputSupported")}
    return (
        bind.setting(f.OVERLAY, osd, "osdstatus"),
        bind.setting(f.OVERLAY_TEXT_SHOWN, osd, "texton"),
        bind.setting(f.OVERLAY_TEXT, osd, "textstr"),
        bind.setting(f.OVERLAY_DATE, osd, "dateon"),
        bind.setting(f.OVERLAY_DATE_FORMAT, osd, "datetype"),
        bind.setting(f.OVERLAY_TIME, osd, "timeon"),
        bind.setting(f.OVERLAY_EVENTS, osd, "eventon"),
        bind.setting(f.OVERLAY_DAY_NIGHT, osd, "eventdnon"),
        bind.setting(f.OVERLAY_MOTION, osd, "eventmdon"),
        bind.setting(f.OVERLAY_ALARM_INPUT, osd, "eventsenson"),
        bind.setting(f.OVERLAY_ALARM_OUTPUT, osd, "eventrelayon"),
        bind.setting(f.OVERLAY_TAMPER, osd, "eventshock"),
        bind.setting(f.OVERLAY_SIZE, osd, "osdsize"),
        _privacy_mode(bind),
        *(
            bind.change(feature, f"privacy.setprivacy{n}", OneOfAll(f"privacy{n}.enable"))
            for n, feature in zip(PRIVACY_AREAS, f.PRIVACY_MASKS, strict=True)
        ),
        *(
            bind.change(feature, f"privacy.setprivacy{n}", Covered(f"privacy{n}"))
            for n, feature in zip(PRIVACY_AREAS, f.PRIVACY_MASK_AREAS, strict=True)
        ),
        bind.setting(f.ANALOG_OUTPUT, "tvout.settvout", "tvoutstatus"),
        bind.setting(f.ANALOG_OUTPUT_STANDARD, "tvout.settvout", "tvtype"),
        bind.setting(f.AUDIO, "audioset.setaudio", "audioinenable", **microphone),
        bind.setting(f.MICROPHONE_VOLUME, "audioset.setaudio", "audioingain", **microphone),
        bind.setting(f.SPEAKER, "audioset.setaudio", "audiooutenable", **loudspeaker),
        bind.setting(f.SPEAKER_VOLUME, "audioset.setaudio", "audiooutgain", **loudspeaker),
        bind.setting(
            f.AUDIO_CODEC, "audioset.setaudio", "audiocodec", narrow_limits=can.compression, **microphone
        ),
        bind.setting(
            f.AUDIO_SAMPLE_RATE,
            "audioset.setaudio",
            "audiosampling",
            narrow_limits=can.sampling,
            **microphone,
        ),
        bind.setting(f.RTSP_PORT, "rtspset.setrtsp", "rtspport"),
        bind.setting(f.RTCP, "rtspset.setrtsp", "rtcpenable"),
        bind.setting(f.RTSP_TIME_LIMIT, "rtspset.setrtsp", "rtsptimelimit"),
        bind.setting(f.MULTICAST, "rtspset.setrtsp", "multicastenable"),
        bind.setting(f.MULTICAST_TTL, "rtspset.setrtsp", "multicastttl"),
        bind.setting(f.RTSP_LOGIN, "rtspset.setrtsp", "authorityenable"),
    )


def _privacy_mode(bind: Binder) -> Binding[bool] | None:
    """Bind what hides all of the picture: an area over everything.

    The switch for all areas alone hides nothing while none of them is on.
    """
    hidden = AllHidden(ALWAYS_THERE)

    def setter(area: int, **values: object) -> Request:
        names = {"all": "allstatus"}
        return bind.commands[f"privacy.setprivacy{area}"].request(
            **{names.get(name, f"privacy.{name}"): value for name, value in values.items()}
        )

    def requests(value: bool, record: Record) -> Sequence[Request]:
        if value:
            # Edges and sizes stay below the whole picture together.
            return [
                setter(hidden.free(record), all=True, enable=True, startx=0, starty=0, endx=319, endy=239)
            ]
        # What its owner has covered stays covered.
        return [setter(area, enable=False) for area in ALWAYS_THERE if hidden.hides(area, record)]

    return bind.rework(
        f.PRIVACY_MODE,
        requests,
        *(f"privacy.setprivacy{n}" for n in ALWAYS_THERE),
        reads=[f"privacy.getprivacy{n}" for n in ALWAYS_THERE],
        accessor=hidden,
    )


def _device(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.DEVICE_NAME, "servername.setservername", "servername"),
        bind.setting(f.LANGUAGE, "language.setlang", "language"),
        bind.setting(f.PAN_TILT, "ptzf_status.setptzstatus", "ptstatus", available_if=can.turns),
        bind.setting(f.ZOOM_FOCUS, "ptzf_status.setptzstatus", "zfstatus", available_if=can.zooms),
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
            available_if=partial(can.has_motor, ("FocusSupported",)),
        ),
        bind.action(
            f.RESET_LENS,
            bind.request("ptzf_status.lensreset"),
            available_if=can.zooms,
        ),
    )


RIGHT = 5
"""Seconds that a clock may be off and still be right: then an NTP server probably sets it."""


def clock(bind: Binder, zone: tzinfo | None) -> Sequence[Binding | None]:
    """Bind the camera's clock, which shows the time of `zone`."""
    command = bind.commands["serverdate.setdate"]

    def offset(record: Record) -> int | None:
        shown = read_date(record.get("serverdate", ""))
        now = datetime.now(zone).replace(tzinfo=None)
        return None if shown is None else round((shown - now).total_seconds())

    def now(_value: None, record: Record) -> Sequence[Request]:
        off = offset(record)
        if off is not None and abs(off) <= RIGHT:
            raise InvalidValueError("the clock is right, and to set it by hand would end NTP for good")
        time = datetime.now(zone)
        names = ("year", "month", "day", "hour", "minute", "second")
        return [command.request(**{name: getattr(time, name) for name in names})]

    return (
        bind.state(
            f.CLOCK_OFFSET,
            "serverdate.getdate",
            Computed(offset),
        ),
        bind.rework(f.SYNC_CLOCK, now, command.name, reads=("serverdate.getdate",), accessor=Clock()),
    )
