"""How the shared features are read and written on HD cameras."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from ...errors import InvalidValueError
from ...model import features as f
from ...model.accessors import Bit, Computed, GridBits, Is, PlanBits
from ...model.binding import Binder, Binding, Bindings, table
from ...model.catalogue import Catalogue, Record, Request
from ...model.codecs import Choice, Codec, Flag
from ...model.regions import NOWHERE
from ...model.state import CameraState
from . import codes
from .accessors import (
    ENDS,
    MASKS,
    NTP_OFF,
    STARTS,
    WHOLE,
    Alarm,
    Areas,
    Covered,
    OfType,
    Periods,
    Space,
    Timed,
    clock_now,
    clock_offset,
    stream_type,
)
from .device import TIME
from .network import FTP, MAIL_TEST
from .ptz import MAX_MAPS, MAX_POINTS
from .video import VIDEO_PARAMS

PLAN = PlanBits(tuple((f"schedule{day}",) for day in range(7)), 48)
CELLS = GridBits(tuple(f"area{row}" for row in range(10)), 10)
RING, MAIL, SNAPSHOT, RECORD = range(4)

FLAG = Flag()
NTP_ADDRESS = next(each.codec for each in TIME if each.name == "ntpServer")
NO_NAMES = Choice({})
PATROL_OFF = "off"


def bindings(commands: Catalogue, traits: Collection[str] = ()) -> Bindings:
    """Bind the features to the catalogue, as far as a camera with these traits has them."""
    bind = Binder(commands)
    return table(
        *_states(bind, traits),
        *_motion(bind, traits),
        *_sound(bind, traits),
        *(() if "no ioAlarmFlag" in traits else _input(bind)),
        *_records(bind),
        *_image(bind),
        *_overlay(bind, commands),
        *_video(bind, commands),
        *(() if "no ptFlag" in traits else _motors(bind, commands)),
        *(() if "no zoomFlag" in traits else (bind.setting(f.ZOOM_SPEED, "setZoomSpeed", "speed"),)),
        *_network(bind, commands, traits),
        *_device(bind, commands),
    )


def _states(bind: Binder, traits: Collection[str]) -> Sequence[Binding | None]:
    state = "getDevState"
    card = (
        bind.state(f.SD_CARD_PROBLEM, state, Alarm("sdState")),
        bind.state(f.SD_CARD_FREE, state, Space("sdFreeSpace")),
        bind.state(f.SD_CARD_SIZE, state, Space("sdTotalSpace")),
    )
    return (
        bind.state(f.MOTION, state, Alarm("motionDetectAlarm")),
        bind.state(f.SOUND, state, Alarm("soundAlarm")),
        bind.state(f.PERSON, state, Alarm("humanDetectAlarmState")),
        bind.state(f.VEHICLE, state, Alarm("carDetectAlarmState")),
        bind.state(f.RECORDING, state, "record"),
        *(() if "no sdFlag" in traits else card),
        bind.state(f.NTP_STATUS, state, "ntpState"),
        bind.state(f.DDNS_STATUS, state, "ddnsState"),
        bind.state(f.UPNP_STATUS, state, "upnpState"),
        bind.state(f.WIFI_CONNECTED, state, "isWifiConnected"),
        bind.state(f.WIFI_NETWORK, state, "wifiConnectedAP"),
        bind.state(f.SESSIONS, "getSessionList", "usrCnt"),
    )


def _linkage(bind: Binder, setter: str, **features: f.Feature[bool]) -> Sequence[Binding | None]:
    bits = {"ring": RING, "mail": MAIL, "snapshot": SNAPSHOT, "record": RECORD}
    return [bind.change(feature, setter, Bit("linkage", bits[name])) for name, feature in features.items()]


def _motion(bind: Binder, traits: Collection[str]) -> Sequence[Binding | None]:
    newer = "motion_areas" in traits
    setter = "setMotionDetectConfig1" if newer else "setMotionDetectConfig"
    return (
        bind.setting(f.MOTION_DETECTION, setter, "isEnable"),
        bind.setting(f.MOTION_SENSITIVITY_LEVEL, setter, "sensitivity1" if newer else "sensitivity"),
        *_linkage(
            bind,
            setter,
            ring=f.RING_ON_ALARM,
            mail=f.MAIL_ON_ALARM,
            snapshot=f.SNAPSHOT_ON_ALARM,
            record=f.RECORD_ON_ALARM,
        ),
        bind.setting(f.ALARM_SNAPSHOT_INTERVAL, setter, "snapInterval"),
        bind.setting(f.ALARM_INTERVAL, setter, "triggerInterval"),
        bind.change(f.ALARM_PLAN, setter, PLAN),
        bind.change(f.MOTION_AREA, setter, Areas() if newer else CELLS),
    )


def _sound(bind: Binder, traits: Collection[str]) -> Sequence[Binding | None]:
    if "audio" not in traits:
        return (bind.setting(f.COMPUTER_SOUND_ON_ALARM, "setPCAudioAlarmCfg", "isEnablePCAudioAlarm"),)
    setter = "setAudioAlarmConfig"
    return (
        bind.setting(f.COMPUTER_SOUND_ON_ALARM, "setPCAudioAlarmCfg", "isEnablePCAudioAlarm"),
        bind.setting(f.SOUND_DETECTION, setter, "isEnable"),
        bind.setting(f.SOUND_SENSITIVITY_LEVEL, setter, "sensitivity"),
        bind.change(f.SOUND_PLAN, setter, PLAN),
    )


def _input(bind: Binder) -> Sequence[Binding | None]:
    setter = "setIOAlarmConfig"
    return (
        bind.state(f.ALARM_INPUT, "getDevState", Alarm("IOAlarm")),
        bind.setting(f.ALARM_INPUT_ARMED, setter, "isEnable"),
        *_linkage(
            bind,
            setter,
            ring=f.RING_ON_ALARM_INPUT,
            mail=f.MAIL_ON_ALARM_INPUT,
            snapshot=f.SNAPSHOT_ON_ALARM_INPUT,
            record=f.RECORD_ON_ALARM_INPUT,
        ),
        bind.setting(f.ALARM_INPUT_LEVEL, setter, "alarmLevel"),
        bind.setting(f.ALARM_INPUT_SNAPSHOT_INTERVAL, setter, "snapInterval"),
        bind.setting(f.ALARM_INPUT_INTERVAL, setter, "triggerInterval"),
        bind.change(f.ALARM_INPUT_PLAN, setter, PLAN),
        bind.action(f.CLEAR_ALARM_OUTPUT, bind.request("clearIOAlarmOutput")),
    )


def _records(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.COMPUTER_RECORD_ON_ALARM, "setLocalAlarmRecordConfig", "isEnableLocalAlarmRecord"),
        bind.setting(f.COMPUTER_RECORD_DURATION, "setLocalAlarmRecordConfig", "localAlarmRecordSecs"),
        bind.setting(f.SNAPSHOT_QUALITY, "setSnapConfig", "snapPicQuality"),
        bind.setting(f.SNAPSHOT_STORAGE, "setSnapConfig", "saveLocation"),
        bind.setting(f.SNAPSHOT_SCHEDULE, "setScheduleSnapConfig", "isEnable"),
        bind.setting(f.SNAPSHOT_SCHEDULE_INTERVAL, "setScheduleSnapConfig", "snapInterval"),
        bind.change(f.SNAPSHOT_PLAN, "setScheduleSnapConfig", PLAN),
        bind.action(f.RELOAD_RECORDINGS, bind.request("reloadRecordindex")),
        bind.setting(f.PRE_RECORD, "setAlarmRecordConfig", "isEnablePreRecord"),
        bind.setting(f.PRE_RECORD_DURATION, "setAlarmRecordConfig", "preRecordSecs"),
        bind.setting(f.RECORD_ON_ALARM_DURATION, "setAlarmRecordConfig", "alarmRecordSecs"),
        bind.setting(f.RECORD_SCHEDULE, "setScheduleRecordConfig", "isEnable"),
        bind.setting(f.RECORD_FRAME_RATE, "setScheduleRecordConfig", "recordLevel"),
        bind.setting(f.RECORD_WHEN_FULL, "setScheduleRecordConfig", "spaceFullMode"),
        bind.setting(f.RECORD_AUDIO, "setScheduleRecordConfig", "isEnableAudio"),
        bind.change(f.RECORD_PLAN, "setScheduleRecordConfig", PLAN),
        bind.setting(f.RECORD_STREAM, "setScheduleRecordStreamChn", "chn"),
    )


def _image(bind: Binder) -> Sequence[Binding | None]:
    return (
        bind.setting(f.BRIGHTNESS, "setBrightness", "brightness"),
        bind.setting(f.CONTRAST, "setContrast", "contrast"),
        bind.setting(f.HUE, "setHue", "hue"),
        bind.setting(f.SATURATION, "setSaturation", "saturation"),
        bind.setting(f.SHARPNESS, "setSharpness", "sharpness"),
        bind.action(f.RESET_IMAGE, bind.request("resetImageSetting")),
        bind.setting(f.MIRROR, "mirrorVideo", "isMirror"),
        bind.setting(f.FLIP, "flipVideo", "isFlip"),
        bind.setting(f.LENS_CORRECTION, "setRatio", "ratio"),
        bind.send(
            f.POWER_LINE_FREQUENCY,
            {name: (bind.request("setPwrFreq", freq=name),) for name in ("hz_50", "hz_60")},
        ),
    )


def _overlay(bind: Binder, commands: Catalogue) -> Sequence[Binding | None]:
    areas, shown = commands["setOsdMaskArea"], commands["setOSDMask"]

    def cover(value: bool, record: Record) -> Sequence[Request]:
        """Put a mask over everything into a free place, or take it out; the user's own masks stay."""
        masks = [mask.read(record) for mask in MASKS]
        if None in masks:
            raise InvalidValueError("the camera did not tell its masks, nothing was changed")
        changes: dict[str, str] = {}
        if value and WHOLE not in masks:
            if NOWHERE not in masks:
                raise InvalidValueError("all four masks are in use, one of them would be lost")
            changes = MASKS[masks.index(NOWHERE)].patch(WHOLE, record)
        if not value:
            for mask, place in zip(MASKS, masks, strict=True):
                if place == WHOLE:
                    changes |= mask.patch(NOWHERE, record)
        own = any(place for place in masks if place != WHOLE)
        plain = {name: text for name, text in record.items() if name != "isEnableOSDMask"}
        requests = [Request(shown, {"isEnableOSDMask": str(int(value or own))})]
        if changes:
            requests.insert(0, Request(areas, areas.complete(changes, plain)))
        return requests

    return (
        bind.setting(f.OVERLAY_TIME, "setOSDSetting", "isEnableTimeStamp"),
        bind.setting(f.OVERLAY_NAME, "setOSDSetting", "isEnableDevName"),
        bind.setting(f.PRIVACY_MASK, "setOSDMask", "isEnableOSDMask"),
        bind.rework(
            f.PRIVACY_MODE,
            cover,
            "setOsdMaskArea",
            "setOSDMask",
            reads=("getOsdMaskArea", "getOSDMask"),
            accessor=Covered(),
        ),
        *(
            bind.change(feature, "setOsdMaskArea", mask)
            for feature, mask in zip(f.PRIVACY_MASK_AREAS, MASKS, strict=False)
        ),
    )


def _video(bind: Binder, commands: Catalogue) -> Sequence[Binding | None]:
    main = (f.RESOLUTION, f.BIT_RATE, f.FRAME_RATE, f.KEY_FRAME_INTERVAL)
    sub = (f.SUB_RESOLUTION, f.SUB_BIT_RATE, f.SUB_FRAME_RATE, f.SUB_KEY_FRAME_INTERVAL)
    formats = {name: (bind.request("setSubStreamFormat", format=name),) for name in ("h264", "mjpeg")}
    return (
        bind.setting(f.STREAM_PROFILE, "setMainVideoStreamType", "streamType"),
        *_encoder(bind, commands, "", "Main", main),
        *_encoder(bind, commands, "Sub", "Sub", sub),
        bind.send(f.SUB_VIDEO_CODEC, formats),
        bind.setting(f.H264_FRAME_REFERENCES, "setH264FrmRefMode", "mode"),
    )


def _encoder(
    bind: Binder, commands: Catalogue, kind: str, stream: str, features: Sequence[f.Feature]
) -> Sequence[Binding | None]:
    """Bind what the present type of a stream is set to."""
    setter = commands[f"set{kind}VideoStreamParam"]

    def change[T](field: str, codec: Codec[T], value: T, record: Record) -> Sequence[Request]:
        number = stream_type(record)
        if not number:
            raise InvalidValueError("the camera did not tell its stream type, nothing was changed")
        # Each type is a record of its own, with fields that a newer firmware has.
        params = {"streamType": number}
        params |= {name[:-1]: text for name, text in record.items() if name[-1:] == number}
        if missing := {name for name, _, _ in VIDEO_PARAMS} - params.keys():
            raise InvalidValueError(f"the camera did not tell its {min(missing)}, nothing was changed")
        return (Request(setter, params | {field: codec.encode(value)}),)

    return [
        bind.rework(
            feature,
            partial(change, field, codec),
            setter.name,
            reads=(f"get{kind}VideoStreamParam", f"get{stream}VideoStreamType"),
            accessor=OfType(field, codec),
            codec=codec,
        )
        for feature, (field, codec, _) in zip(features, VIDEO_PARAMS, strict=False)
    ]


def _names(getter: str, prefix: str, most: int, state: CameraState) -> list[str]:
    """Return the names that a camera lists, each once; unused places are empty."""
    record = state.known.get(getter, {})
    names = (record.get(f"{prefix}{index}", "").strip() for index in range(most))
    return list(dict.fromkeys(name for name in names if name))


_points = partial(_names, "getPTZPresetPointList", "point", MAX_POINTS)
_maps = partial(_names, "ptzGetCruiseMapList", "map", MAX_MAPS)


def _choice(*options: str) -> Choice:
    return Choice({name: name for name in dict.fromkeys(options)})


def _motors(bind: Binder, commands: Catalogue) -> Sequence[Binding | None]:
    points, maps = commands["getPTZPresetPointList"], commands["ptzGetCruiseMapList"]
    goto, start, stop = (commands[name] for name in ("ptzGotoPresetPoint", "ptzStartCruise", "ptzStopCruise"))

    def patrol(value: str, _state: CameraState) -> Sequence[Request]:
        return (Request(stop, {}) if value == PATROL_OFF else Request(start, {"mapName": value}),)

    return (
        bind.compute(
            f.PRESET,
            lambda value, _state: (Request(goto, {"name": value}),),
            goto.name,
            codec=NO_NAMES,
            capability_getters=(points,),
            available_if=lambda state: bool(_points(state)),
            narrow_limits=lambda _codec, state: _choice(*_points(state)),
        ),
        bind.compute(
            f.PATROL,
            patrol,
            start.name,
            stop.name,
            codec=NO_NAMES,
            capability_getters=(maps,),
            available_if=lambda state: bool(_maps(state)),
            narrow_limits=lambda _codec, state: _choice(PATROL_OFF, *_maps(state)),
        ),
        bind.setting(f.PTZ_SPEED, "setPTZSpeed", "speed"),
        bind.setting(f.PATROL_END, "setCruiseCtrlMode", "mode"),
        bind.setting(f.PATROL_DURATION, "setCruiseTime", "time"),
        bind.setting(f.PATROL_CUSTOM_DURATION_USED, "setCruiseTimeCustomed", "customed"),
        bind.setting(f.PATROL_CUSTOM_DURATION, "setCruiseTimeCustomed", "time"),
        bind.setting(f.PATROL_LOOPS, "setCruiseLoopCnt", "count"),
        bind.setting(f.MOTOR_TEST, "setPTZSelfTestMode", "mode"),
        bind.setting(
            f.MOTOR_TEST_PRESET,
            "setPTZPrePointForSelfTest",
            "name",
            capability_getters=(points,),
            narrow_limits=lambda _codec, state: _choice(*_points(state)),
        ),
    )


def _network(bind: Binder, commands: Catalogue, traits: Collection[str]) -> Sequence[Binding | None]:
    peer = (
        bind.setting(f.P2P, "setP2PEnable", "enable"),
        bind.setting(f.P2P_PORT, "setP2PPort", "port"),
    )
    return (
        bind.setting(f.MEDIA_PORT, "setPortInfo", "mediaPort"),
        bind.setting(f.HTTPS_PORT, "setPortInfo", "httpsPort"),
        bind.setting(f.ONVIF_PORT, "setPortInfo", "onvifPort"),
        bind.setting(f.UPNP, "setUPnPConfig", "isEnable"),
        bind.setting(f.DDNS, "setDDNSConfig", "isEnable"),
        bind.setting(f.DDNS_PROVIDER, "setDDNSConfig", "ddnsServer"),
        bind.setting(f.FTP_MODE, "setFtpConfig", "mode"),
        _test(
            bind,
            commands,
            f.TEST_FTP,
            "testFtpServer",
            "getFtpConfig",
            {each.name: each.name for each in FTP},
        ),
        bind.setting(f.MAIL, "setSMTPConfig", "isEnable"),
        bind.setting(f.MAIL_ENCRYPTION, "setSMTPConfig", "tls"),
        _test(
            bind,
            commands,
            f.TEST_MAIL,
            "smtpTest",
            "getSMTPConfig",
            {each.name: each.name for each in MAIL_TEST} | {"smtpServer": "server"},
        ),
        *(() if "no p2pFlag" in traits else peer),
        bind.setting(f.PPPOE, "setPPPoEConfig", "isEnable"),
        bind.setting(f.FIREWALL, "setFirewallConfig", "isEnable"),
        bind.setting(f.FIREWALL_RULE, "setFirewallConfig", "rule"),
    )


def _test(
    bind: Binder,
    commands: Catalogue,
    feature: f.Feature[None],
    command: str,
    getter: str,
    fields: Mapping[str, str],
) -> Binding[None] | None:
    """Bind a test that wants to be told the settings which it tests."""

    def request(_value: None, record: Record) -> Sequence[Request]:
        if missing := {field for field in fields.values() if field not in record}:
            raise InvalidValueError(f"the camera did not tell its {min(missing)}")
        return (Request(commands[command], {name: record[field] for name, field in fields.items()}),)

    return bind.rework(feature, request, command, reads=(getter,))


def _device(bind: Binder, commands: Catalogue) -> Sequence[Binding | None]:
    setter = "setSystemTime"
    manual = bind.request("setInfraLedConfig", mode="manual")

    def set_clock(_value: None, record: Record) -> Sequence[Request]:
        """Set the clock, or have the server asked again where one sets it."""
        source = record.get("timeSource", "").strip()
        changes = {"timeSource": source}
        if source == NTP_OFF:
            changes |= clock_now(record)
        row = commands[setter]
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
