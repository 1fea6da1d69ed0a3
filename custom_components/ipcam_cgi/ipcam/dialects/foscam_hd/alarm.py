"""Detection, recording, snapshots and what an alarm does: the second part of "AV Function"."""

from ...model.catalogue import Command
from ...model.codecs import Secret, Text
from . import codes
from .rows import (
    ACTION,
    ADMINISTRATOR,
    COUNT,
    DESTRUCTIVE,
    ENABLE,
    FLAG,
    LINKAGE,
    LONG,
    NAME,
    NUMBER,
    READ,
    SCHEDULE,
    SNAP_INTERVAL,
    TRIGGER_INTERVAL,
    VISITOR,
    WRITE,
    cgi,
    field,
    fields,
    numbered,
    numbered_fields,
    param,
    result,
)
from .video import ECHO_NOTE

MOTION = (
    ENABLE,
    LINKAGE,
    SNAP_INTERVAL,
    param("sensitivity", codes.SENSITIVITY, "How little motion is enough."),
    TRIGGER_INTERVAL,
    *SCHEDULE,
    *numbered("area", 10, codes.AREA_ROW, "Row {} of the picture: a bit for each of ten squares."),
)

LOCAL_RECORD = (
    param("isEnableLocalAlarmRecord", FLAG, "Whether an alarm is recorded on the computer that watches."),
    param("localAlarmRecordSecs", codes.SECONDS, "How long it is recorded there."),
)

SNAP = (
    param("snapPicQuality", codes.SNAP_QUALITY, "Quality of snapshots."),
    param("saveLocation", codes.SNAP_LOCATION, "Where snapshots are kept."),
)

SNAP_SCHEDULE = (ENABLE, SNAP_INTERVAL, *SCHEDULE)

ALARM_RECORD = (
    param("isEnablePreRecord", FLAG, "Whether a recording begins before its alarm."),
    param("preRecordSecs", codes.SECONDS, "How long before."),
    param("alarmRecordSecs", codes.SECONDS, "How long an alarm is recorded."),
)

RECORD_SCHEDULE = (
    ENABLE,
    param("recordLevel", codes.RECORD_LEVEL, "Pictures per second that are recorded."),
    param("spaceFullMode", codes.RECORD_FULL, "What happens when the card is full."),
    param("isEnableAudio", FLAG, "Whether sound is recorded too."),
    *SCHEDULE,
)

INPUT = (
    ENABLE,
    LINKAGE,
    param("alarmLevel", codes.LEVEL, "Level of the input that is an alarm."),
    SNAP_INTERVAL,
    TRIGGER_INTERVAL,
    *SCHEDULE,
)

SEARCH = (
    param("recordPath", Text(255), "Where to look.", required=False),
    param("startTime", NUMBER, "Begin, in seconds since 1970.", required=False),
    param("endTime", NUMBER, "End, in seconds since 1970.", required=False),
    param("recordType", NUMBER, "Kind of recording.", required=False),
    param("startNo", COUNT, "Number of the first one to tell.", required=False),
)
RECORDS = (
    field("totalCnt", COUNT, "How many there are."),
    field("curCnt", COUNT, "How many are told here."),
    *numbered_fields("record", 10, LONG, "Recording {}."),
)
LIST_NOTE = "The manual lists what is returned under the parameters."

OTHER_CAMERA = (
    param("productType", NAME, "Kind of device."),
    param("ip", NAME, "Its address."),
    param("port", codes.PORT, "Its web port."),
    param("mediaPort", codes.PORT, "Its media port."),
    param("userName", NAME, "User name there."),
    param("passWord", Secret(), "Password there."),
    param("devName", NAME, "Its name."),
)
CHANNEL = param("chnnl", COUNT, "Number of the channel.")

ROWS: tuple[Command, ...] = (
    cgi(
        "getMotionDetectConfig",
        "Tell how motion is detected and what follows.",
        ADMINISTRATOR,
        READ,
        returns=fields(MOTION),
        group="motion",
        note="Newer firmware refuses it and has getMotionDetectConfig1.",
    ),
    cgi(
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
    cgi(
        "setLocalAlarmRecordConfig",
        "Set whether the watching computer records alarms.",
        ADMINISTRATOR,
        WRITE,
        params=LOCAL_RECORD,
        group="local_record",
        whole=True,
        prefix="",
    ),
    cgi(
        "getLocalAlarmRecordConfig",
        "Tell whether the watching computer records alarms.",
        ADMINISTRATOR,
        READ,
        returns=fields(LOCAL_RECORD),
        group="local_record",
    ),
    cgi(
        "getSnapConfig",
        "Tell how good snapshots are and where they are kept.",
        ADMINISTRATOR,
        READ,
        returns=fields(SNAP),
        group="snap",
    ),
    cgi(
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
    cgi(
        "getScheduleSnapConfig",
        "Tell when snapshots are taken.",
        ADMINISTRATOR,
        READ,
        returns=fields(SNAP_SCHEDULE),
        group="snap_schedule",
        note="The manual describes its fields with those of the motion detection.",
    ),
    cgi(
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
    cgi(
        "snapPicture",
        "Take a picture and tell where it is.",
        VISITOR,
        READ,
        returns=(field("src", LONG, "Address of the picture."),),
        note="The answer is a page with the picture in it.",
    ),
    cgi("snapPicture2", "Take a still picture (JPEG).", VISITOR, READ, since="1.0.2"),
    cgi(
        "getRecordList",
        "Tell which recordings there are.",
        ADMINISTRATOR,
        READ,
        params=SEARCH,
        returns=RECORDS,
        note=LIST_NOTE,
    ),
    cgi(
        "getRecordList2",
        "Tell which recordings there are, the newer way.",
        ADMINISTRATOR,
        READ,
        params=SEARCH,
        returns=RECORDS,
        since="1.0.8",
        note=LIST_NOTE,
    ),
    cgi("reloadRecordindex", "Read the index of recordings again.", ADMINISTRATOR, ACTION, since="1.0.8"),
    cgi(
        "getAlarmRecordConfig",
        "Tell how long an alarm is recorded.",
        ADMINISTRATOR,
        READ,
        returns=fields(ALARM_RECORD),
        group="alarm_record",
    ),
    cgi(
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
    cgi(
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
    cgi(
        "getScheduleRecordConfig",
        "Tell when is recorded.",
        ADMINISTRATOR,
        READ,
        returns=fields(RECORD_SCHEDULE),
        group="record_schedule",
        since="1.0.10",
    ),
    cgi(
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
    cgi(
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
    cgi(
        "getIOAlarmConfig",
        "Tell what the alarm input does.",
        ADMINISTRATOR,
        READ,
        returns=fields(INPUT),
        group="input",
    ),
    cgi("clearIOAlarmOutput", "Switch the alarm output off.", ADMINISTRATOR, ACTION),
    cgi(
        "setPCAudioAlarmCfg",
        "Set whether noise is an alarm.",
        ADMINISTRATOR,
        WRITE,
        params=(param("isEnablePCAudioAlarm", FLAG, "Whether noise is an alarm."),),
        returns=(result("setResult"),),
        group="pc_audio",
        since="1.0.6",
    ),
    cgi(
        "getPCAudioAlarmCfg",
        "Tell whether noise is an alarm.",
        ADMINISTRATOR,
        READ,
        returns=(field("isEnablePCAudioAlarm", FLAG, "Whether noise is an alarm."),),
        group="pc_audio",
        since="1.0.6",
    ),
    cgi(
        "getMultiDevList",
        "Tell which other cameras are shown beside this one.",
        ADMINISTRATOR,
        READ,
        returns=numbered_fields("dev", 9, LONG, "Device {}."),
    ),
    cgi(
        "getMultiDevDetailInfo",
        "Tell about one of the other cameras.",
        ADMINISTRATOR,
        READ,
        params=(CHANNEL,),
        returns=fields(OTHER_CAMERA),
    ),
    cgi(
        "addMultiDev",
        "Add another camera.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(CHANNEL, *OTHER_CAMERA),
        returns=(result("addResult"),),
    ),
    cgi(
        "delMultiDev",
        "Remove another camera.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(CHANNEL,),
        returns=(result("delResult"),),
    ),
)
