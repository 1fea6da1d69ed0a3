"""Motors, storage, pictures, lamps, ports and the rest: section 3.7 of the manual."""

from ...model.catalogue import Access, Command, Effect, Field, Param
from ...model.codecs import Flag, Int, Secret, Text
from . import codes
from .rows import OPERATOR, VISITOR, field, optional, pair, required, row

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
        PTZ,
        doc,
        OPERATOR,
        Effect.ACTION,
        params=params,
        fixed=fixed,
        returns=(field("ptz_ctrl", "`true`."),),
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

COMMANDS: tuple[Command, ...] = (
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
        "3.7.2 Connect check",
        "Tell that the camera is there.",
        VISITOR,
        Effect.ACTION,
        returns=(field("connect_check", "`true`."),),
    ),
    *pair(
        "setScheduleStorage",
        "3.7.3 ScheduleStorage Configuration",
        "what is recorded, and where to",
        STORAGE,
        returns=(
            field("LocalEnable", "Storing on the card.", Flag()),
            field("RemoteEnable", "Storing in the network.", Flag()),
            field("MountParam", "Where in the network."),
            field("RecordFileSize", "Length of a file.", codes.FILE_MINUTES),
            field("Stream", "What is recorded.", codes.RECORD_STREAM),
            field("LocalStore", "Recorded by schedule on the card.", Flag()),
            field("RemoteStore", "Recorded by schedule in the network.", Flag()),
            field("JpegInterval", "Storing stills.", Flag()),
        ),
    ),
    row(
        "OnvifFirmwareUpgrade",
        "3.7.4 Upgrade Firmware",
        "Write a new firmware; the body is the file, the login HTTP Basic.",
        OPERATOR,
        Effect.DESTRUCTIVE,
        path="/OnvifFirmwareUpgrade",
        upload="application/octet-stream",
    ),
    row(
        "snapshot",
        "3.7.5 Snapshot Upload",
        "Take a still picture (JPEG).",
        VISITOR,
        Effect.READ,
        path="/cgi-bin/snapshot.cgi",
        params=(SNAPSHOT,),
        note="The table is headed connect_check, as are all the tables from here on.",
    ),
    row(
        "snapshot.upload",
        "3.7.5 Snapshot Upload",
        "Take a still picture and store or send it.",
        OPERATOR,
        Effect.ACTION,
        path="/cgi-bin/snapshot.cgi",
        params=(SNAPSHOT, required("upload", codes.SNAPSHOT_TARGET, "Where to.")),
    ),
    row(
        "set_ircut",
        "3.7.6 IRCUT Control",
        "Set how the infrared filter and the lamp go together.",
        OPERATOR,
        Effect.WRITE,
        params=(
            required("ircutmode", codes.IRCUT_MODE, "One of six modes, which the manual does not explain."),
            optional("time", Text(32), "Known from a fault only, which some of the modes may give."),
        ),
        note="The table has lost the row of ircutmode; the reply described is that of the OSD, and a fault "
        "names set_led.",
    ),
    row(
        "set_led",
        "3.7.7 Led Control",
        "Switch one of the lamps.",
        OPERATOR,
        Effect.WRITE,
        params=LAMP,
        note="The table calls it set_iricut; the reply described is that of the OSD.",
    ),
    *pair(
        "set_service_port",
        "3.7.8 Service port switch",
        "which services run, and on which ports",
        (*(optional(each.name, each.codec, each.doc, field=each.field) for each in SERVICES), *PORTS),
        effect=Effect.DESTRUCTIVE,
        note="The table calls it set_ircut. The reply shown has the switches only.",
    ),
    row(
        "set_service_port.services",
        "3.7.8 Service port switch",
        "Change which services run.",
        OPERATOR,
        Effect.WRITE,
        params=SERVICES,
        group="set_service_port",
        whole=True,
        note="The manual's form with the four switches and without ports.",
    ),
    row(
        "WEBlogin",
        "3.7.9 URL skip the login",
        "Open the web pages without the form that asks for the login.",
        Access.NONE,
        Effect.ACTION,
        path="/WEBlogin",
        params=(
            required("username", Text(40), "User name."),
            required("password", Secret(64), "Its password."),
        ),
    ),
    row(
        "setUidValidTime",
        "3.7.10 Set UID valid time",
        "Set how long the session's id lives without use.",
        OPERATOR,
        Effect.ACTION,
        params=(required("validTime", Int(1, 2147483647, "s"), "Seconds; no upper limit documented."),),
        returns=(field("SetUidValidTime", "What it is now, in words."),),
        note="Never sent by this integration: some firmware takes milliseconds and ends the session at once.",
    ),
    row(
        "setManualInputAlarm",
        "3.7.11 Manually trigger io input alarm",
        "Do what an alarm on the input would do.",
        OPERATOR,
        Effect.ACTION,
        returns=(field("ManualInputAlarm", "`successful`."),),
    ),
    *pair(
        "onvif",
        "3.7.12 onvif authentication settings",
        "whether ONVIF asks for a login",
        (optional("onvif_auth", Flag(), "ONVIF asks for a login."),),
        extra_fields=(field("rtsp_auth", "What the reply in the manual calls it.", Flag()),),
        note="The reply and the fault shown are those of the next one.",
    ),
    *pair(
        "rtsp",
        "3.7.12 onvif authentication settings",
        "whether RTSP asks for a login",
        (optional("rtsp_auth", Flag(), "RTSP asks for a login."),),
        note="Known from the reply and the fault that are shown for onvif only.",
    ),
    row(
        "getRelayStatus",
        "3.7.13 Get the position status of the relay",
        "Tell how the relay stands.",
        VISITOR,
        Effect.READ,
        returns=(Field(name="status", codec=Flag(), doc="0 close, 1 open, in the manual's words."),),
        group="relay",
    ),
    row(
        "setRelayStatus",
        "3.7.14 Set the position state of the relay",
        "Switch the relay.",
        OPERATOR,
        Effect.WRITE,
        params=(required("status", Flag(), "0 close, 1 open, in the manual's words."),),
        group="relay",
    ),
    *pair(
        "setShutterSpeed",
        "3.7.15 Set manual shutter speed",
        "shutter speeds by day and by night",
        SHUTTER,
        whole=True,
        note="The table calls it setRelayStatus. The faults say `10 or 10000` for a range.",
    ),
    row(
        "setDeviceName",
        "3.7.16 Set device OEM model",
        "Give the device another name.",
        OPERATOR,
        Effect.WRITE,
        params=(required("deviceName", Text(63), "The name.", field="model"),),
        group="model",
        note="The table calls it setRelayStatus.",
    ),
)
