"""States, detections, recordings."""

from collections.abc import Collection, Sequence

from ....model import features as f
from ....model.accessors import Bit, GridBits, PlanBits
from ....model.binding import Binder, Binding
from .. import codes
from ..accessors import LEVEL_OF_AREAS, Alarm, Areas, Space, Spelled

PLAN = PlanBits(tuple((f"schedule{day}",) for day in range(7)), 48)
CELLS = GridBits(tuple(f"area{row}" for row in range(10)), 10)
DDNS_STATE = Spelled("ddnsState", codes.UPDATE_STATE, "ddnspState")
RING, MAIL, SNAPSHOT, RECORD = range(4)


def states(bind: Binder, traits: Collection[str]) -> Sequence[Binding | None]:
    """Bind what the camera reports of itself."""
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
        bind.state(f.DDNS_STATUS, state, DDNS_STATE),
        bind.state(f.UPNP_STATUS, state, "upnpState"),
        bind.state(f.WIFI_CONNECTED, state, "isWifiConnected"),
        bind.state(f.WIFI_NETWORK, state, "wifiConnectedAP"),
        bind.state(f.SESSIONS, "getSessionList", "usrCnt"),
    )


def _linkage(bind: Binder, setter: str, **features: f.Feature[bool]) -> Sequence[Binding | None]:
    bits = {"ring": RING, "mail": MAIL, "snapshot": SNAPSHOT, "record": RECORD}
    return [bind.change(feature, setter, Bit("linkage", bits[name])) for name, feature in features.items()]


def motion(bind: Binder, traits: Collection[str]) -> Sequence[Binding | None]:
    """Bind the detection of motion, of older and of newer firmware."""
    newer = "motion_areas" in traits
    setter = "setMotionDetectConfig1" if newer else "setMotionDetectConfig"
    return (
        bind.setting(f.MOTION_DETECTION, setter, "isEnable"),
        bind.change(f.MOTION_SENSITIVITY_LEVEL, setter, LEVEL_OF_AREAS)
        if newer
        else bind.setting(f.MOTION_SENSITIVITY_LEVEL, setter, "sensitivity"),
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


def sound(bind: Binder, traits: Collection[str]) -> Sequence[Binding | None]:
    """Bind the alarm by sound, and the detection of noise where newer firmware has it."""
    if "audio" not in traits:
        return (bind.change(f.COMPUTER_SOUND_ON_ALARM, "setPCAudioAlarmCfg", Bit("isEnablePCAudioAlarm", 0)),)
    setter = "setAudioAlarmConfig"
    return (
        bind.change(f.COMPUTER_SOUND_ON_ALARM, "setPCAudioAlarmCfg", Bit("isEnablePCAudioAlarm", 0)),
        bind.setting(f.SOUND_DETECTION, setter, "isEnable"),
        bind.setting(f.SOUND_SENSITIVITY_LEVEL, setter, "sensitivity"),
        bind.change(f.SOUND_PLAN, setter, PLAN),
    )


def alarm_input(bind: Binder) -> Sequence[Binding | None]:
    """Bind the alarm input."""
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


def records(bind: Binder) -> Sequence[Binding | None]:
    """Bind snapshots and recordings."""
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
