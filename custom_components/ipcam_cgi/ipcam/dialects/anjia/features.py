"""How the shared features are read and written on Anjia cameras."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any

from ...errors import ReplyError
from ...model import features as f
from ...model.accessors import Computed, Value
from ...model.binding import Binder, Binding, Bindings, table
from ...model.catalogue import Catalogue, Record, Request
from ...model.codecs import Int
from ...model.state import CameraState
from . import codes
from .accessors import Ntp, OnvifAuth, Recording, Watched
from .capabilities import Encoder, audio_choices
from .manual import COMMANDS
from .manual.setup_change import OVERLAYS


def bindings(commands: Catalogue) -> Bindings:
    """Bind all features but the preset, which depends on its owner's names."""
    bind = Binder(commands)
    return table(
        *_device(bind),
        *_clock(bind),
        *_encoder(bind, Encoder.MAIN),
        *_encoder(bind, Encoder.SUB),
        *_audio(bind),
        *_osd(bind),
        *(row for number in OVERLAYS for row in _overlay(bind, number)),
        *_image(bind),
        *_motion(bind),
        *_rtmp(bind),
        *_storage(bind),
        *_lamps(bind),
        *_services(bind),
    )


def _device(bind: Binder) -> Sequence[Binding | None]:
    snapshot = {
        f.SNAPSHOT_TO_SD_CARD: "sd_card",
        f.SNAPSHOT_TO_FTP: "ftp",
        f.SNAPSHOT_TO_MAIL: "mail",
        f.SNAPSHOT_TO_NFS: "nfs",
    }
    return (
        bind.setting(f.DEVICE_NAME, "setDeviceName", "deviceName"),
        bind.setting(f.ALARM_OUTPUT, "setRelayStatus", "status"),
        bind.action(f.RESTART, bind.request("reboot")),
        bind.send(
            f.FACTORY_RESET,
            {
                "all": (bind.request("factory_reset"),),
                "keep_network": (bind.request("factory_reset", retain_network=True),),
            },
        ),
        bind.action(f.TRIGGER_ALARM_INPUT, bind.request("setManualInputAlarm")),
        *(
            bind.action(feature, bind.request("snapshot.upload", stream="main", upload=target))
            for feature, target in snapshot.items()
        ),
    )


def _clock(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.TIME_ZONE, "time.set", "timezone"),
        bind.setting(f.TIME_SOURCE, "time.set", "update_method"),
        bind.change(f.NTP, "time.set", Ntp()),
        bind.setting(f.NTP_SERVER, "time.set", "ntpaddr"),
        bind.setting(f.NTP_PORT, "time.set", "port"),
        bind.setting(f.NTP_INTERVAL, "time.set", "update_period"),
        bind.state(f.CLOCK_OFFSET, "time", Computed(_clock_offset)),
        bind.rework(f.SYNC_CLOCK, _set_clock, "time.set", reads=("time",)),
    )


def _ahead(record: Record) -> timedelta | None:
    """Return how far the camera's time zone is ahead of Greenwich."""
    zone = record.get("timezone", "").strip().removeprefix("GMT")
    if zone not in codes.ZONES:
        return None
    hours, minutes = int(zone[1:3]), int(zone[4:])
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def _clock_offset(record: Record) -> int | None:
    ahead = _ahead(record)
    try:
        shown = datetime.fromisoformat(record.get("current_time", "").strip()).replace(tzinfo=UTC)
    except ValueError:
        return None
    return None if ahead is None else round((shown - ahead).timestamp() - time())


def _set_clock(_value: None, record: Record) -> Sequence[Request]:
    """Set the clock by hand, and leave the source of time what it was."""
    ahead = _ahead(record)
    if ahead is None:
        raise ReplyError("the camera did not report its time zone", command="time.set")
    setter = COMMANDS["time.set"]
    now = datetime.now(UTC) + ahead
    clock = {"year": now.year, "month": now.month, "day": now.day}
    clock |= {"hour": now.hour, "min": now.minute, "sec": now.second}
    requests = [setter.request(update_method="manual", **clock)]
    source = Value("update_method", codes.UPDATE_METHOD).read(record)
    if source not in (None, "manual"):
        requests.append(setter.request(update_method=source))
    return requests


def _encoder(bind: Binder, encoder: Encoder) -> Sequence[Binding | None]:
    setter = f"{encoder.command}.set"
    names = encoder.features
    return (
        bind.setting(
            names.codec,
            setter,
            "encode_mode",
            narrow_limits=encoder.codecs,
        ),
        bind.setting(
            names.resolution,
            setter,
            "resolution",
            narrow_limits=encoder.sizes,
        ),
        bind.compute(
            names.frame_rate,
            encoder.set_frame_rate,
            setter,
            getter=encoder.command,
            accessor=Value("framerate", bind.commands[setter].param("framerate").codec),
            narrow_limits=encoder.frame_rates,
        ),
        bind.setting(names.key_frames, setter, "govlength", narrow_limits=encoder.key_frame_intervals),
        bind.setting(
            names.bit_rate,
            setter,
            "bitrate",
            narrow_limits=encoder.bit_rates,
        ),
        bind.setting(names.control, setter, "bitrate_control"),
        bind.setting(f.H264_PROFILE, "videoencoder.advanced.set", "profile")
        if encoder is Encoder.MAIN
        else None,
    )


def _audio(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.AUDIO, "audioencoder.set", "enable"),
        bind.setting(
            f.AUDIO_CODEC,
            "audioencoder.set",
            "encode_type",
            narrow_limits=audio_choices(0),
        ),
        bind.setting(
            f.AUDIO_SAMPLE_RATE,
            "audioencoder.set",
            "samplerate",
            narrow_limits=audio_choices(1),
        ),
        bind.setting(
            f.AUDIO_BIT_RATE,
            "audioencoder.set",
            "bitrate",
            narrow_limits=audio_choices(2),
        ),
        bind.setting(f.MICROPHONE_VOLUME, "audioencoder.set", "input_volume"),
        bind.setting(f.SPEAKER_VOLUME, "audioencoder.set", "output_volume"),
        bind.setting(f.AUDIO_AMPLIFIER, "audioencoder.set", "amplify"),
    )


def _osd(bind: Binder) -> Sequence[Binding | None]:
    title, clock = _coordinates(f.OVERLAY_TEXT_PLACEMENT), _coordinates(f.OVERLAY_TIME_PLACEMENT)
    return (
        bind.setting(f.OVERLAY, "osd.set", "enable"),
        bind.setting(f.OVERLAY_COLOR, "osd.set", "color"),
        bind.setting(f.OVERLAY_SIZE, "osd.set", "fontsize"),
        bind.setting(f.OVERLAY_TEXT_PLACEMENT, "osd.set", "title_pos_type"),
        bind.setting(f.OVERLAY_TEXT_X, "osd.set", "title_pos_x", narrow_limits=title),
        bind.setting(f.OVERLAY_TEXT_Y, "osd.set", "title_pos_y", narrow_limits=title),
        bind.setting(f.OVERLAY_STREAM_DETAILS, "osd.set", "show_res_bit"),
        bind.setting(f.OVERLAY_TIME_PLACEMENT, "osd.set", "time_pos_type"),
        bind.setting(f.OVERLAY_TIME_X, "osd.set", "time_pos_x", narrow_limits=clock),
        bind.setting(f.OVERLAY_TIME_Y, "osd.set", "time_pos_y", narrow_limits=clock),
        bind.setting(f.OVERLAY_WEEKDAY, "osd.set", "show_week"),
        bind.setting(f.OVERLAY_TIME_FORMAT, "osd.set", "time_format"),
        bind.setting(f.OVERLAY_TEXT, "osd.set", "title_utf8"),
    )


def _overlay(bind: Binder, number: int) -> Sequence[Binding | None]:
    setter = f"userosd.{number}.set"
    place = _coordinates(f.OVERLAY_PLACEMENTS[number])
    return (
        bind.setting(f.OVERLAYS[number], setter, "enable"),
        bind.setting(f.OVERLAY_COLORS[number], setter, "color"),
        bind.setting(f.OVERLAY_SIZES[number], setter, "fontsize"),
        bind.setting(f.OVERLAY_PLACEMENTS[number], setter, "title_pos_type"),
        bind.setting(f.OVERLAY_XS[number], setter, "title_pos_x", narrow_limits=place),
        bind.setting(f.OVERLAY_YS[number], setter, "title_pos_y", narrow_limits=place),
        bind.setting(f.OVERLAY_TEXTS[number], setter, "title_utf8"),
    )


def _coordinates(place: f.Feature[str]) -> Callable[[Any, CameraState], Any]:
    """Return what narrows a coordinate: by direction there are three places each way."""

    def narrowed(codec: Int, state: CameraState) -> Int:
        return Int(0, 2) if state.get(place) == "direction" else codec

    return narrowed


def _image(bind: Binder) -> Sequence[Binding | None]:
    names = {
        f.BRIGHTNESS: "brightness",
        f.CONTRAST: "contrast",
        f.SATURATION: "saturation",
        f.SHARPNESS: "sharpness",
        f.HIGHLIGHT_COMPENSATION: "hlc",
        f.BACKLIGHT_COMPENSATION: "blc",
        f.NOISE_REDUCTION_2D: "nr2d",
        f.NOISE_REDUCTION_3D: "nr3d",
    }
    return (
        *(bind.setting(feature, "image.set", name) for feature, name in names.items()),
        bind.setting(f.POWER_LINE_FREQUENCY, "image.set", "tvsystem"),
        bind.setting(f.ANTI_FLICKER, "image.set", "antificker"),
    )


def _motion(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.MOTION_DETECTION, "motion.set", "enable"),
        bind.setting(f.MOTION_SENSITIVITY, "motion.set", "sensitivity"),
        bind.setting(f.MOTION_THRESHOLD, "motion.set", "alarmthreshold"),
        bind.setting(f.NIGHT_MOTION_SETTINGS, "motion.set", "enable_nighttime"),
        bind.setting(f.NIGHT_MOTION_SENSITIVITY, "motion.set", "night_sensitivity"),
        bind.setting(f.NIGHT_MOTION_THRESHOLD, "motion.set", "night_alarmthreshold"),
        bind.change(f.MOTION_AREA, "motion.set", Watched()),
    )


def _rtmp(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.RTMP, "rtmp.set", "enable"),
        bind.setting(f.RTMP_SERVER, "rtmp.set", "server"),
        bind.setting(f.RTMP_APPLICATION, "rtmp.set", "appname"),
        bind.setting(f.RTMP_STREAM_ID, "rtmp.set", "streamid"),
        bind.setting(f.RTMP_PORT, "rtmp.set", "port"),
        bind.setting(f.RTMP_STREAM, "rtmp.set", "streamno"),
        bind.setting(f.RTMP_TYPE, "rtmp.set", "type"),
    )


def _storage(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.LOCAL_STORAGE, "setScheduleStorage.set", "localEnable"),
        bind.setting(f.NETWORK_STORAGE, "setScheduleStorage.set", "remoteEnable"),
        bind.setting(f.RECORD_FILE_LENGTH, "setScheduleStorage.set", "recordFileSize"),
        bind.setting(f.RECORD_STREAM, "setScheduleStorage.set", "stream"),
        bind.setting(f.STORE_SNAPSHOTS, "setScheduleStorage.set", "JpegInterval"),
        bind.change(f.RECORD_SCHEDULE, "setScheduleStorage.set", Recording()),
        *(_untold(bind, feature, name) for feature, name in _NFS.items()),
    )


_NFS = {f.NFS_SERVER: "remote_nfs_server", f.NFS_PATH: "nfs_server_path"}


def _untold(bind: Binder, feature: f.Feature[str], name: str) -> Binding[str] | None:
    """Bind a text that the camera takes and never tells in the same words."""
    setter = bind.commands["setScheduleStorage.set"]

    def requests(value: str, _state: CameraState) -> Sequence[Request]:
        return (setter.request(**{name: value}),)

    codec = setter.param(name).codec
    return bind.compute(feature, requests, setter.name, codec=codec, available_if=_has_storage)


def _has_storage(state: CameraState) -> bool:
    return "setScheduleStorage" in state.known


def _lamps(bind: Binder) -> Sequence[Binding | None]:
    return (
        _lamp(bind, f.INFRARED_LIGHT_BRIGHTNESS, "infrared"),
        _lamp(bind, f.WHITE_LIGHT_BRIGHTNESS, "white"),
        _untold_mode(bind),
        bind.setting(f.DAY_SHUTTER_MODE, "setShutterSpeed.set", "dayShutterMode"),
        bind.setting(f.DAY_SHUTTER_SPEED, "setShutterSpeed.set", "dayShutterSpeed"),
        bind.setting(f.NIGHT_SHUTTER_MODE, "setShutterSpeed.set", "nightShutterMode"),
        bind.setting(f.NIGHT_SHUTTER_SPEED, "setShutterSpeed.set", "nightShutterSpeed"),
    )


def _lamp(bind: Binder, feature: f.Feature[int], name: str) -> Binding[int] | None:
    """Bind a lamp. The camera wants brightness and lamp each time, and tells neither."""
    setter = bind.commands["set_led"]

    def requests(percent: int, _state: CameraState) -> Sequence[Request]:
        return (setter.request(brightness=percent, ledstatus=percent > 0, ledmode=name),)

    return bind.compute(feature, requests, setter.name, codec=Int(0, 100, "%"))


def _untold_mode(bind: Binder) -> Binding[str] | None:
    modes = {mode: (bind.request("set_ircut", ircutmode=mode),) for mode in codes.IRCUT_MODE.names}
    return bind.send(f.INFRARED_MODE, modes)


def _services(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.RTSP_SERVICE, "set_service_port.services", "enable_rtsp"),
        bind.setting(f.CONTROL_SERVICE, "set_service_port.services", "enable_control"),
        bind.setting(f.PRIVATE_PROTOCOL_SERVICE, "set_service_port.services", "enable_hik"),
        bind.change(f.ONVIF_LOGIN, "onvif.set", OnvifAuth()),
    )
