"""Section 3.7 of the manual: camera control. Motors, storage, pictures, lamps, ports and the rest."""

from ....model.catalogue import Access, Command, Param
from ....model.codecs import Flag, Int, Secret, Text
from ....model.rows import ACTION, DESTRUCTIVE, OPERATOR, READ, VISITOR, WRITE, field, optional, required
from .. import codes
from .common import pair, row

PTZ = "3.7.1 PTZ control"
MAX_PRESETS = 255

STORAGE = (
    optional("localEnable", Flag(), "Store on the card.", field="LocalEnable"),
    optional("remoteEnable", Flag(), "Store in the network.", field="RemoteEnable"),
    optional("recordFileSize", codes.FILE_MINUTES, "Length of a file.", field="RecordFileSize"),
    optional("remote_nfs_server", Text(127), "NFS server; with network storage on only."),
    optional("nfs_server_path", Text(127), "Path on the server; with network storage on only."),
    optional("stream", codes.RECORD_STREAM, "What is recorded.", field="Stream"),
    optional("JpegInterval", Flag(), "Store stills, too."),
    optional("enable", Flag(), "Record by schedule, to what is switched on above."),
)
SERVICES = (
    required("enable_web", Flag(), "Web pages."),
    required("enable_control", Flag(), "Control port.", field="enable_comm"),
    required("enable_rtsp", Flag(), "RTSP."),
    required("enable_hik", Flag(), "Protocol of another maker."),
)
PORTS = (
    optional("webport", Int(1, 65535), "Port of the web pages."),
    optional("controlport", Int(1, 65535), "Control port."),
    optional("rtspport", Int(1, 65535), "Port of RTSP."),
    optional("hikport", Int(1, 65535), "Port of the other maker's protocol."),
)
SHUTTER = (
    required("dayShutterMode", codes.SHUTTER_MODE, "Shutter by day."),
    required("dayShutterSpeed", Int(10, 10000), "Shutter speed by day."),
    required("nightShutterMode", codes.SHUTTER_MODE, "Shutter by night."),
    required("nightShutterSpeed", Int(10, 10000), "Shutter speed by night."),
)
LAMP = (
    required("brightness", Int(0, 100, "%"), "Brightness."),
    required("ledstatus", Flag(), "Lit or not."),
    required("ledmode", codes.LED, "Which lamp."),
)


def _ptz(
    name: str, doc: str, *params: Param, fixed: tuple[tuple[str, str], ...] = (), note: str = ""
) -> Command:
    return row(
        f"ptz_ctrl.{name}",
        doc,
        OPERATOR,
        ACTION,
        PTZ,
        params=params,
        fixed=fixed,
        returns=(field("ptz_ctrl", Text(), "`true`."),),
        note=note,
    )


def _preset(name: str, doc: str) -> Command:
    return _ptz(
        name,
        doc,
        required(name, Int(1, MAX_PRESETS), "Number of the preset; no range documented."),
    )


SNAPSHOT = required(
    "stream", codes.SNAPSHOT_STREAM, "Which stream; some older firmware has the two exchanged."
)

ROWS: tuple[Command, ...] = (
    _ptz(
        "move",
        "Pan and tilt until told to stop.",
        required("move_x", codes.STEP, "-1 left, 1 right."),
        required("move_y", codes.STEP, "-1 down, 1 up."),
        optional("speed", Int(1, 10), "Speed."),
        note="The table has a row `contrast` and remarks from the image settings in it. The example of upper "
        "left moves to the left only.",
    ),
    _ptz("stop", "Stop every movement.", fixed=(("stop", "1"),)),
    _ptz("zoom", "Zoom until told to stop.", required("zoom", codes.STEP, "1 in, -1 out.")),
    _ptz("focus", "Focus until told to stop.", required("focus", codes.STEP, "1 near, -1 far.")),
    _ptz("iris", "Move the iris until told to stop.", required("iris", codes.STEP, "1 open, -1 close.")),
    _preset("call_preset", "Go to a preset."),
    _preset("add_preset", "Make the present position a preset."),
    _preset("delete_preset", "Forget a preset."),
    row(
        "connect_check",
        "Tell that the camera is there.",
        VISITOR,
        ACTION,
        "3.7.2 Connect check",
        returns=(field("connect_check", Text(), "`true`."),),
    ),
    *pair(
        "setScheduleStorage",
        "setScheduleStorage.set",
        "what is recorded, and where to",
        STORAGE,
        "3.7.3 ScheduleStorage Configuration",
        returns=(
            field("LocalEnable", Flag(), "Storing on the card."),
            field("RemoteEnable", Flag(), "Storing in the network."),
            field("MountParam", Text(), "Where in the network."),
            field("RecordFileSize", codes.FILE_MINUTES, "Length of a file."),
            field("Stream", codes.RECORD_STREAM, "What is recorded."),
            field("LocalStore", Flag(), "Recorded by schedule on the card."),
            field("RemoteStore", Flag(), "Recorded by schedule in the network."),
            field("JpegInterval", Flag(), "Storing stills."),
        ),
    ),
    row(
        "OnvifFirmwareUpgrade",
        "Write a new firmware; the body is the file, the login HTTP Basic.",
        OPERATOR,
        DESTRUCTIVE,
        "3.7.4 Upgrade Firmware",
        path="/OnvifFirmwareUpgrade",
        upload="application/octet-stream",
    ),
    row(
        "snapshot",
        "Take a still picture (JPEG).",
        VISITOR,
        READ,
        "3.7.5 Snapshot Upload",
        path="/cgi-bin/snapshot.cgi",
        params=(SNAPSHOT,),
        note="The table is headed connect_check, as are all the tables from here on.",
    ),
    row(
        "snapshot.upload",
        "Take a still picture and store or send it.",
        OPERATOR,
        ACTION,
        "3.7.5 Snapshot Upload",
        path="/cgi-bin/snapshot.cgi",
        params=(SNAPSHOT, required("upload", codes.SNAPSHOT_TARGET, "Where to.")),
    ),
    row(
        "set_ircut",
        "Set how the infrared filter and the lamp go together.",
        OPERATOR,
        WRITE,
        "3.7.6 IRCUT Control",
        params=(
            required("ircutmode", codes.IRCUT_MODE, "One of six modes, which the manual does not explain."),
            optional("time", Text(32), "Known from a fault only, which some of the modes may give."),
        ),
        note="The table has lost the row of ircutmode; the reply described is that of the OSD, and a fault "
        "names set_led.",
    ),
    row(
        "set_led",
        "Switch one of the lamps.",
        OPERATOR,
        WRITE,
        "3.7.7 Led Control",
        params=LAMP,
        note="The table calls it set_iricut; the reply described is that of the OSD.",
    ),
    *pair(
        "set_service_port",
        "set_service_port.set",
        "which services run, and on which ports",
        (*(optional(each.name, each.codec, each.doc, field=each.field) for each in SERVICES), *PORTS),
        "3.7.8 Service port switch",
        effect=DESTRUCTIVE,
        note="The table calls it set_ircut. The reply shown has the switches only.",
    ),
    row(
        "set_service_port.services",
        "Change which services run.",
        OPERATOR,
        WRITE,
        "3.7.8 Service port switch",
        params=SERVICES,
        group="set_service_port",
        whole=True,
        note="The manual's form with the four switches and without ports.",
    ),
    row(
        "WEBlogin",
        "Open the web pages without the form that asks for the login.",
        Access.NONE,
        ACTION,
        "3.7.9 URL skip the login",
        path="/WEBlogin",
        params=(
            required("username", Text(40), "User name."),
            required("password", Secret(64), "Its password."),
        ),
    ),
    row(
        "setUidValidTime",
        "Set how long the session's id lives without use.",
        OPERATOR,
        ACTION,
        "3.7.10 Set UID valid time",
        params=(required("validTime", Int(1, 2147483647, "s"), "Seconds; no upper limit documented."),),
        returns=(field("SetUidValidTime", Text(), "What it is now, in words."),),
        note="Never sent by this integration: some firmware takes milliseconds and ends the session at once.",
    ),
    row(
        "setManualInputAlarm",
        "Do what an alarm on the input would do.",
        OPERATOR,
        ACTION,
        "3.7.11 Manually trigger io input alarm",
        returns=(field("ManualInputAlarm", Text(), "`successful`."),),
    ),
    *pair(
        "onvif",
        "onvif.set",
        "whether ONVIF asks for a login",
        (optional("onvif_auth", Flag(), "ONVIF asks for a login."),),
        "3.7.12 onvif authentication settings",
        extra_fields=(field("rtsp_auth", Flag(), "What the reply in the manual calls it."),),
        note="The reply and the fault shown are those of the next one.",
    ),
    *pair(
        "rtsp",
        "rtsp.set",
        "whether RTSP asks for a login",
        (optional("rtsp_auth", Flag(), "RTSP asks for a login."),),
        "3.7.12 onvif authentication settings",
        note="Known from the reply and the fault that are shown for onvif only.",
    ),
    row(
        "getRelayStatus",
        "Tell how the relay stands.",
        VISITOR,
        READ,
        "3.7.13 Get the position status of the relay",
        returns=(field("status", Flag(), "0 close, 1 open, in the manual's words."),),
        group="relay",
    ),
    row(
        "setRelayStatus",
        "Switch the relay.",
        OPERATOR,
        WRITE,
        "3.7.14 Set the position state of the relay",
        params=(required("status", Flag(), "0 close, 1 open, in the manual's words."),),
        group="relay",
    ),
    *pair(
        "setShutterSpeed",
        "setShutterSpeed.set",
        "shutter speeds by day and by night",
        SHUTTER,
        "3.7.15 Set manual shutter speed",
        whole=True,
        note="The table calls it setRelayStatus. The faults say `10 or 10000` for a range.",
    ),
    row(
        "setDeviceName",
        "Give the device another name.",
        OPERATOR,
        WRITE,
        "3.7.16 Set device OEM model",
        params=(required("deviceName", Text(63), "The name.", field="model"),),
        group="model",
        note="The table calls it setRelayStatus.",
    ),
)
