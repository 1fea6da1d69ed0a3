"""How the shared features are read and written on Anjia cameras."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
import re
from time import time
from typing import Any, override

from ...errors import InvalidValueError, ReplyError
from ...model import features as f
from ...model.accessors import Accessor, Computed, Value, require_size
from ...model.binding import Binder, Binding, Bindings, table
from ...model.catalogue import Record, Request
from ...model.codecs import Flag, Int
from ...model.regions import Grid
from ...model.state import CameraState
from . import codes
from .capabilities import Encoder, audio_choices
from .commands import COMMANDS
from .setup import OVERLAYS

BIND = Binder(COMMANDS)


def bindings() -> Bindings:
    """Bind all features but the preset, which depends on its owner's names."""
    return table(
        *_device(),
        *_clock(),
        *_encoder(Encoder.MAIN),
        *_encoder(Encoder.SUB),
        *_audio(),
        *_osd(),
        *(row for number in OVERLAYS for row in _overlay(number)),
        *_image(),
        *_motion(),
        *_rtmp(),
        *_storage(),
        *_lamps(),
        *_services(),
    )


def _device() -> Sequence[Binding | None]:
    snapshot = {
        f.SNAPSHOT_TO_SD_CARD: "sd_card",
        f.SNAPSHOT_TO_FTP: "ftp",
        f.SNAPSHOT_TO_MAIL: "mail",
        f.SNAPSHOT_TO_NFS: "nfs",
    }
    return (
        BIND.setting(f.DEVICE_NAME, "setDeviceName", "deviceName"),
        BIND.setting(f.ALARM_OUTPUT, "setRelayStatus", "status"),
        BIND.action(f.RESTART, BIND.request("reboot")),
        BIND.send(
            f.FACTORY_RESET,
            {
                "all": (BIND.request("factory_reset"),),
                "keep_network": (BIND.request("factory_reset", retain_network=True),),
            },
        ),
        BIND.action(f.TRIGGER_ALARM_INPUT, BIND.request("setManualInputAlarm")),
        *(
            BIND.action(feature, BIND.request("snapshot.upload", stream="main", upload=target))
            for feature, target in snapshot.items()
        ),
    )


def _clock() -> Sequence[Binding | None]:
    return (
        BIND.setting(f.TIME_ZONE, "time.set", "timezone"),
        BIND.setting(f.TIME_SOURCE, "time.set", "update_method"),
        BIND.change(f.NTP, "time.set", Ntp()),
        BIND.setting(f.NTP_SERVER, "time.set", "ntpaddr"),
        BIND.setting(f.NTP_PORT, "time.set", "port"),
        BIND.setting(f.NTP_INTERVAL, "time.set", "update_period"),
        BIND.state(f.CLOCK_OFFSET, "time", Computed(_clock_offset)),
        BIND.rework(f.SYNC_CLOCK, _set_clock, "time.set", reads=("time",)),
    )


class Ntp(Accessor[bool]):
    """Whether the time comes from an NTP server; the camera knows a third source, too."""

    @override
    def present_in(self, record: Record) -> bool:
        return "update_method" in record

    @override
    def read(self, record: Record) -> bool | None:
        source = Value("update_method", codes.UPDATE_METHOD).read(record)
        return None if source is None else source == "ntp"

    @override
    def patch(self, value: bool, record: Record) -> dict[str, str]:
        return {"update_method": codes.UPDATE_METHOD.encode("ntp" if value else "manual")}


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
        raise ReplyError("the camera did not tell its time zone", command="time.set")
    now = datetime.now(UTC) + ahead
    clock = {"year": now.year, "month": now.month, "day": now.day}
    clock |= {"hour": now.hour, "min": now.minute, "sec": now.second}
    requests = [BIND.request("time.set", update_method="manual", **clock)]
    source = Value("update_method", codes.UPDATE_METHOD).read(record)
    if source not in (None, "manual"):
        requests.append(BIND.request("time.set", update_method=source))
    return [request for request in requests if request]


def _encoder(encoder: Encoder) -> Sequence[Binding | None]:
    setter = f"{encoder.command}.set"
    facts = (COMMANDS["videoencoder.getcapabilities"],)
    names = encoder.features
    return (
        BIND.setting(
            names.codec, setter, "encode_mode", narrow_limits=encoder.codecs, capability_getters=facts
        ),
        BIND.setting(
            names.resolution, setter, "resolution", narrow_limits=encoder.sizes, capability_getters=facts
        ),
        BIND.compute(
            names.frame_rate,
            encoder.set_frame_rate,
            setter,
            codec=COMMANDS[setter].param("framerate").codec,
            getter=encoder.command,
            accessor=Value("framerate", COMMANDS[setter].param("framerate").codec),
            narrow_limits=encoder.frame_rates,
            capability_getters=facts,
        ),
        BIND.setting(names.key_frames, setter, "govlength", narrow_limits=encoder.key_frame_intervals),
        BIND.setting(
            names.bit_rate, setter, "bitrate", narrow_limits=encoder.bit_rates, capability_getters=facts
        ),
        BIND.setting(names.control, setter, "bitrate_control"),
        BIND.setting(f.H264_PROFILE, "videoencoder.advanced.set", "profile")
        if encoder is Encoder.MAIN
        else None,
    )


def _audio() -> Sequence[Binding | None]:
    facts = (COMMANDS["audioencoder.getcapabilities"],)
    return (
        BIND.setting(f.AUDIO, "audioencoder.set", "enable"),
        BIND.setting(
            f.AUDIO_CODEC,
            "audioencoder.set",
            "encode_type",
            narrow_limits=audio_choices(0),
            capability_getters=facts,
        ),
        BIND.setting(
            f.AUDIO_SAMPLE_RATE,
            "audioencoder.set",
            "samplerate",
            narrow_limits=audio_choices(1),
            capability_getters=facts,
        ),
        BIND.setting(
            f.AUDIO_BIT_RATE,
            "audioencoder.set",
            "bitrate",
            narrow_limits=audio_choices(2),
            capability_getters=facts,
        ),
        BIND.setting(f.MICROPHONE_VOLUME, "audioencoder.set", "input_volume"),
        BIND.setting(f.SPEAKER_VOLUME, "audioencoder.set", "output_volume"),
        BIND.setting(f.AUDIO_AMPLIFIER, "audioencoder.set", "amplify"),
    )


def _osd() -> Sequence[Binding | None]:
    title, clock = _coordinates(f.OVERLAY_TEXT_PLACEMENT), _coordinates(f.OVERLAY_TIME_PLACEMENT)
    return (
        BIND.setting(f.OVERLAY, "osd.set", "enable"),
        BIND.setting(f.OVERLAY_COLOR, "osd.set", "color"),
        BIND.setting(f.OVERLAY_SIZE, "osd.set", "fontsize"),
        BIND.setting(f.OVERLAY_TEXT_PLACEMENT, "osd.set", "title_pos_type"),
        BIND.setting(f.OVERLAY_TEXT_X, "osd.set", "title_pos_x", narrow_limits=title),
        BIND.setting(f.OVERLAY_TEXT_Y, "osd.set", "title_pos_y", narrow_limits=title),
        BIND.setting(f.OVERLAY_STREAM_DETAILS, "osd.set", "show_res_bit"),
        BIND.setting(f.OVERLAY_TIME_PLACEMENT, "osd.set", "time_pos_type"),
        BIND.setting(f.OVERLAY_TIME_X, "osd.set", "time_pos_x", narrow_limits=clock),
        BIND.setting(f.OVERLAY_TIME_Y, "osd.set", "time_pos_y", narrow_limits=clock),
        BIND.setting(f.OVERLAY_WEEKDAY, "osd.set", "show_week"),
        BIND.setting(f.OVERLAY_TIME_FORMAT, "osd.set", "time_format"),
        BIND.setting(f.OVERLAY_TEXT, "osd.set", "title_utf8"),
    )


def _overlay(number: int) -> Sequence[Binding | None]:
    setter = f"userosd.{number}.set"
    place = _coordinates(f.OVERLAY_PLACEMENTS[number])
    return (
        BIND.setting(f.OVERLAYS[number], setter, "enable"),
        BIND.setting(f.OVERLAY_COLORS[number], setter, "color"),
        BIND.setting(f.OVERLAY_SIZES[number], setter, "fontsize"),
        BIND.setting(f.OVERLAY_PLACEMENTS[number], setter, "title_pos_type"),
        BIND.setting(f.OVERLAY_XS[number], setter, "title_pos_x", narrow_limits=place),
        BIND.setting(f.OVERLAY_YS[number], setter, "title_pos_y", narrow_limits=place),
        BIND.setting(f.OVERLAY_TEXTS[number], setter, "title_utf8"),
    )


def _coordinates(place: f.Feature[str]) -> Callable[[Any, CameraState], Any]:
    """Return what narrows a coordinate: by direction there are three places each way."""

    def narrowed(codec: Int, state: CameraState) -> Int:
        return Int(0, 2) if state.get(place) == "direction" else codec

    return narrowed


def _image() -> Sequence[Binding | None]:
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
        *(BIND.setting(feature, "image.set", name) for feature, name in names.items()),
        BIND.setting(f.POWER_LINE_FREQUENCY, "image.set", "tvsystem"),
        BIND.setting(f.ANTI_FLICKER, "image.set", "antificker"),
    )


def _motion() -> Sequence[Binding | None]:
    return (
        BIND.setting(f.MOTION_DETECTION, "motion.set", "enable"),
        BIND.setting(f.MOTION_SENSITIVITY, "motion.set", "sensitivity"),
        BIND.setting(f.MOTION_THRESHOLD, "motion.set", "alarmthreshold"),
        BIND.setting(f.NIGHT_MOTION_SETTINGS, "motion.set", "enable_nighttime"),
        BIND.setting(f.NIGHT_MOTION_SENSITIVITY, "motion.set", "night_sensitivity"),
        BIND.setting(f.NIGHT_MOTION_THRESHOLD, "motion.set", "night_alarmthreshold"),
        BIND.change(f.MOTION_AREA, "motion.set", Watched()),
    )


class Watched(Accessor[Grid]):
    """The blocks that are watched: a bit each, row by row, eight to a byte, the first in bit 0."""

    merges = True

    @override
    def present_in(self, record: Record) -> bool:
        return "blockcount" in record and "areavalue" in record

    @override
    def read(self, record: Record) -> Grid | None:
        columns, rows = self._size(record)
        try:
            octets = bytes.fromhex(record.get("areavalue", ""))
        except ValueError:
            return None
        # Some cameras tell less than there is: then the rest is not watched.
        bits = int.from_bytes(octets, "little")
        return Grid.from_bits((bits >> row * columns for row in range(rows)), columns) if rows else None

    @override
    def patch(self, value: Grid, record: Record) -> dict[str, str]:
        columns, rows = self._size(record)
        if not rows:
            raise InvalidValueError("the camera did not tell its blocks, nothing was changed")
        require_size(value, columns, rows)
        bits = sum(row << index * columns for index, row in enumerate(value.bits))
        octets = bits.to_bytes(-(-columns * rows // 8), "little")
        return {"blockcount": record["blockcount"], "areavalue": octets.hex()}

    @staticmethod
    def _size(record: Record) -> tuple[int, int]:
        size = _SIZE.fullmatch(record.get("blockcount", "").strip())
        return (int(size[1]), int(size[2])) if size else (0, 0)


_SIZE = re.compile(r"([1-9]\d?)x([1-9]\d?)")


def _rtmp() -> Sequence[Binding | None]:
    return (
        BIND.setting(f.RTMP, "rtmp.set", "enable"),
        BIND.setting(f.RTMP_SERVER, "rtmp.set", "server"),
        BIND.setting(f.RTMP_APPLICATION, "rtmp.set", "appname"),
        BIND.setting(f.RTMP_STREAM_ID, "rtmp.set", "streamid"),
        BIND.setting(f.RTMP_PORT, "rtmp.set", "port"),
        BIND.setting(f.RTMP_STREAM, "rtmp.set", "streamno"),
        BIND.setting(f.RTMP_TYPE, "rtmp.set", "type"),
    )


def _storage() -> Sequence[Binding | None]:
    return (
        BIND.setting(f.LOCAL_STORAGE, "setScheduleStorage.set", "localEnable"),
        BIND.setting(f.NETWORK_STORAGE, "setScheduleStorage.set", "remoteEnable"),
        BIND.setting(f.RECORD_FILE_LENGTH, "setScheduleStorage.set", "recordFileSize"),
        BIND.setting(f.RECORD_STREAM, "setScheduleStorage.set", "stream"),
        BIND.setting(f.STORE_SNAPSHOTS, "setScheduleStorage.set", "JpegInterval"),
        BIND.change(f.RECORD_SCHEDULE, "setScheduleStorage.set", Recording()),
        *(_untold(feature, name) for feature, name in _NFS.items()),
    )


_NFS = {f.NFS_SERVER: "remote_nfs_server", f.NFS_PATH: "nfs_server_path"}


def _untold(feature: f.Feature[str], name: str) -> Binding[str] | None:
    """Bind a text that the camera takes and never tells in the same words."""

    def requests(value: str, _state: CameraState) -> Sequence[Request]:
        request = BIND.request("setScheduleStorage.set", **{name: value})
        return (request,) if request else ()

    codec = COMMANDS["setScheduleStorage.set"].param(name).codec
    return BIND.compute(feature, requests, "setScheduleStorage.set", codec=codec, available_if=_has_storage)


def _has_storage(state: CameraState) -> bool:
    return "setScheduleStorage" in state.known


class Recording(Accessor[bool]):
    """Recording by schedule: set by one switch, told of each place that is recorded to."""

    @override
    def present_in(self, record: Record) -> bool:
        return "LocalStore" in record or "RemoteStore" in record

    @override
    def read(self, record: Record) -> bool | None:
        places = [Value(name, Flag()).read(record) for name in ("LocalStore", "RemoteStore")]
        return None if places == [None, None] else any(places)

    @override
    def patch(self, value: bool, record: Record) -> dict[str, str]:
        return {"enable": Flag().encode(value)}


def _lamps() -> Sequence[Binding | None]:
    return (
        _lamp(f.INFRARED_LIGHT_BRIGHTNESS, "infrared"),
        _lamp(f.WHITE_LIGHT_BRIGHTNESS, "white"),
        _untold_mode(),
        BIND.setting(f.DAY_SHUTTER_MODE, "setShutterSpeed.set", "dayShutterMode"),
        BIND.setting(f.DAY_SHUTTER_SPEED, "setShutterSpeed.set", "dayShutterSpeed"),
        BIND.setting(f.NIGHT_SHUTTER_MODE, "setShutterSpeed.set", "nightShutterMode"),
        BIND.setting(f.NIGHT_SHUTTER_SPEED, "setShutterSpeed.set", "nightShutterSpeed"),
    )


def _lamp(feature: f.Feature[int], name: str) -> Binding[int] | None:
    """Bind a lamp. The camera wants brightness and lamp each time, and tells neither."""

    def requests(percent: int, _state: CameraState) -> Sequence[Request]:
        request = BIND.request("set_led", brightness=percent, ledstatus=percent > 0, ledmode=name)
        return (request,) if request else ()

    return BIND.compute(feature, requests, "set_led", codec=Int(0, 100, "%"))


def _untold_mode() -> Binding[str] | None:
    modes = {mode: (BIND.request("set_ircut", ircutmode=mode),) for mode in codes.IRCUT_MODE.names}
    return BIND.send(f.INFRARED_MODE, modes)


def _services() -> Sequence[Binding | None]:
    return (
        BIND.setting(f.RTSP_SERVICE, "set_service_port.services", "enable_rtsp"),
        BIND.setting(f.CONTROL_SERVICE, "set_service_port.services", "enable_control"),
        BIND.setting(f.PRIVATE_PROTOCOL_SERVICE, "set_service_port.services", "enable_hik"),
        BIND.change(f.ONVIF_LOGIN, "onvif.set", OnvifAuth()),
    )


class OnvifAuth(Accessor[bool]):
    """Whether ONVIF asks for a login, under its own name or the one that the manual's reply has."""

    @override
    def present_in(self, record: Record) -> bool:
        return "onvif_auth" in record or "rtsp_auth" in record

    @override
    def read(self, record: Record) -> bool | None:
        name = "onvif_auth" if "onvif_auth" in record else "rtsp_auth"
        return Value(name, Flag()).read(record)

    @override
    def patch(self, value: bool, record: Record) -> dict[str, str]:
        return {"onvif_auth": Flag().encode(value)}
