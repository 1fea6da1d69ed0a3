"""Detection, recording, snapshots and what an alarm does: the second part of "AV Function"."""

from ....model.catalogue import Command
from ....model.codecs import Secret, Text
from ....model.rows import (
    ACTION,
    ADMINISTRATOR,
    DESTRUCTIVE,
    READ,
    VISITOR,
    WRITE,
    field,
    fields,
    optional,
    required,
)
from .. import codes
from .av_function_picture import ECHO_NOTE
from .common import (
    COUNT,
    ENABLE,
    FLAG,
    LINKAGE,
    LONG,
    NAME,
    NUMBER,
    SCHEDULE,
    SNAP_INTERVAL,
    TRIGGER_INTERVAL,
    numbered,
    numbered_fields,
    result,
    row,
)

MOTION = (
    ENABLE,
    LINKAGE,
    SNAP_INTERVAL,
    required("sensitivity", codes.SENSITIVITY, "How little motion is enough."),
    TRIGGER_INTERVAL,
    *SCHEDULE,
    *numbered("area", 10, codes.AREA_ROW, "Row {} of the picture: a bit for each of ten squares."),
)

LOCAL_RECORD = (
    required("isEnableLocalAlarmRecord", FLAG, "Whether an alarm is recorded on the computer that watches."),
    required("localAlarmRecordSecs", codes.SECONDS, "How long it is recorded there."),
)

SNAP = (
    required("snapPicQuality", codes.SNAP_QUALITY, "Quality of snapshots."),
    required("saveLocation", codes.SNAP_LOCATION, "Where snapshots are kept."),
)

SNAP_SCHEDULE = (ENABLE, SNAP_INTERVAL, *SCHEDULE)

ALARM_RECORD = (
    required("isEnablePreRecord", FLAG, "Whether a recording begins before its alarm."),
    required("preRecordSecs", codes.SECONDS, "How long before."),
    required("alarmRecordSecs", codes.SECONDS, "How long an alarm is recorded."),
)

RECORD_SCHEDULE = (
    ENABLE,
    required("recordLevel", codes.RECORD_LEVEL, "Pictures per second that are recorded."),
    required("spaceFullMode", codes.RECORD_FULL, "What happens when the card is full."),
    required("isEnableAudio", FLAG, "Whether sound is recorded too."),
    *SCHEDULE,
)

INPUT = (
    ENABLE,
    LINKAGE,
    required("alarmLevel", codes.LEVEL, "Level of the input that is an alarm."),
    SNAP_INTERVAL,
    TRIGGER_INTERVAL,
    *SCHEDULE,
)

SEARCH = (
    optional("recordPath", Text(255), "Where to look."),
    optional("startTime", NUMBER, "Begin, in seconds since 1970."),
    optional("endTime", NUMBER, "End, in seconds since 1970."),
    optional("recordType", NUMBER, "Kind of recording."),
    optional("startNo", COUNT, "Number of the first one to tell."),
)
RECORDS = (
    field("totalCnt", COUNT, "How many there are."),
    field("curCnt", COUNT, "How many are told here."),
    *numbered_fields("record", 10, LONG, "Recording {}."),
)
LIST_NOTE = "The manual lists what is returned under the parameters."

OTHER_CAMERA = (
    required("productType", NAME, "Kind of device."),
    required("ip", NAME, "Its address."),
    required("port", codes.PORT, "Its web port."),
    required("mediaPort", codes.PORT, "Its media port."),
    required("userName", NAME, "User name there."),
    required("passWord", Secret(), "Password there."),
    required("devName", NAME, "Its name."),
)
CHANNEL = required("chnnl", COUNT, "Number of the channel.")

ROWS: tuple[Command, ...] = (
    row(
        "getMotionDetectConfig",
        "Tell how motion is detected and what follows.",
        ADMINISTRATOR,
        READ,
        returns=fields(MOTION),
        group="motion",
        note="Newer firmware refuses it and has getMotionDetectConfig1.",
    ),
    row(
        "setMotionDetectConfig",
        "Set how motion is detected and what follows.",
        ADMINISTRATOR,
        WRITE,
        params=MOTION,
        group="motion",
        whole=True,
        prefix="",
        note=f"{ECHO_NOTE} The manual's example gives area7 twice.",
    ),
    row(
        "setLocalAlarmRecordConfig",
        "Set whether the watching computer records alarms.",
        ADMINISTRATOR,
        WRITE,
        params=LOCAL_RECORD,
        group="local_record",
        whole=True,
        prefix="",
    ),
    row(
        "getLocalAlarmRecordConfig",
        "Tell whether the watching computer records alarms.",
        ADMINISTRATOR,
        READ,
        returns=fields(LOCAL_RECORD),
        group="local_record",
    ),
    row(
        "getSnapConfig",
        "Tell how good snapshots are and where they are kept.",
        ADMINISTRATOR,
        READ,
        returns=fields(SNAP),
        group="snap",
    ),
    row(
        "setSnapConfig",
        "Set how good snapshots are and where they are kept.",
        ADMINISTRATOR,
        WRITE,
        params=SNAP,
        group="snap",
        whole=True,
        prefix="",
        note="Place 1 is not in use.",
    ),
    row(
        "getScheduleSnapConfig",
        "Tell when snapshots are taken.",
        ADMINISTRATOR,
        READ,
        returns=fields(SNAP_SCHEDULE),
        group="snap_schedule",
        note="The manual describes its fields with those of the motion detection.",
    ),
    row(
        "setScheduleSnapConfig",
        "Set when snapshots are taken.",
        ADMINISTRATOR,
        WRITE,
        params=SNAP_SCHEDULE,
        group="snap_schedule",
        whole=True,
        prefix="",
        note=ECHO_NOTE,
    ),
    row(
        "snapPicture",
        "Take a picture and tell where it is.",
        VISITOR,
        READ,
        returns=(field("src", LONG, "Address of the picture."),),
        note="The answer is a page with the picture in it.",
    ),
    row("snapPicture2", "Take a still picture (JPEG).", VISITOR, READ, since="1.0.2"),
    row(
        "getRecordList",
        "Tell which recordings there are.",
        ADMINISTRATOR,
        READ,
        params=SEARCH,
        returns=RECORDS,
        note=LIST_NOTE,
    ),
    row(
        "getRecordList2",
        "Tell which recordings there are, the newer way.",
        ADMINISTRATOR,
        READ,
        params=SEARCH,
        returns=RECORDS,
        since="1.0.8",
        note=LIST_NOTE,
    ),
    row("reloadRecordindex", "Read the index of recordings again.", ADMINISTRATOR, ACTION, since="1.0.8"),
    row(
        "getAlarmRecordConfig",
        "Tell how long an alarm is recorded.",
        ADMINISTRATOR,
        READ,
        returns=fields(ALARM_RECORD),
        group="alarm_record",
    ),
    row(
        "setAlarmRecordConfig",
        "Set how long an alarm is recorded.",
        ADMINISTRATOR,
        WRITE,
        params=ALARM_RECORD,
        returns=(result("setResult"),),
        group="alarm_record",
        whole=True,
        prefix="",
        note="The manual calls the time before an alarm a preview.",
    ),
    row(
        "getRecordPath",
        "Tell where recordings are kept.",
        ADMINISTRATOR,
        READ,
        returns=(
            field("path", codes.RECORD_PATH, "Where recordings are kept."),
            field("free", codes.KILOBYTES, "Free space there."),
            field("total", codes.KILOBYTES, "All space there."),
        ),
        since="1.0.10",
    ),
    row(
        "getScheduleRecordConfig",
        "Tell when is recorded.",
        ADMINISTRATOR,
        READ,
        returns=fields(RECORD_SCHEDULE),
        group="record_schedule",
        since="1.0.10",
    ),
    row(
        "setScheduleRecordConfig",
        "Set when is recorded.",
        ADMINISTRATOR,
        WRITE,
        params=RECORD_SCHEDULE,
        group="record_schedule",
        whole=True,
        prefix="",
        note=ECHO_NOTE,
    ),
    row(
        "setIOAlarmConfig",
        "Set what the alarm input does.",
        ADMINISTRATOR,
        WRITE,
        params=INPUT,
        returns=(result("setResult"),),
        group="input",
        whole=True,
        prefix="",
        note=ECHO_NOTE,
    ),
    row(
        "getIOAlarmConfig",
        "Tell what the alarm input does.",
        ADMINISTRATOR,
        READ,
        returns=fields(INPUT),
        group="input",
    ),
    row("clearIOAlarmOutput", "Switch the alarm output off.", ADMINISTRATOR, ACTION),
    row(
        "setPCAudioAlarmCfg",
        "Set whether noise is an alarm.",
        ADMINISTRATOR,
        WRITE,
        params=(required("isEnablePCAudioAlarm", codes.ALARM_SOUNDS, "Whether noise is an alarm."),),
        returns=(result("setResult"),),
        group="pc_audio",
        since="1.0.6",
    ),
    row(
        "getPCAudioAlarmCfg",
        "Tell whether noise is an alarm.",
        ADMINISTRATOR,
        READ,
        returns=(field("isEnablePCAudioAlarm", codes.ALARM_SOUNDS, "Whether noise is an alarm."),),
        group="pc_audio",
        since="1.0.6",
    ),
    row(
        "getMultiDevList",
        "Tell which other cameras are shown beside this one.",
        ADMINISTRATOR,
        READ,
        returns=numbered_fields("dev", 9, LONG, "Device {}."),
    ),
    row(
        "getMultiDevDetailInfo",
        "Tell about one of the other cameras.",
        ADMINISTRATOR,
        READ,
        params=(CHANNEL,),
        returns=fields(OTHER_CAMERA),
    ),
    row(
        "addMultiDev",
        "Add another camera.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(CHANNEL, *OTHER_CAMERA),
        returns=(result("addResult"),),
    ),
    row(
        "delMultiDev",
        "Remove another camera.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(CHANNEL,),
        returns=(result("delResult"),),
    ),
)
