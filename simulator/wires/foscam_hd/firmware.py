"""The firmware variants of the HD cameras: what they have, lack, and how they write it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from custom_components.ipcam_cgi.ipcam.model.catalogue import Access

ALWAYS = str((1 << 48) - 1)
SCHEDULE = {f"schedule{day}": ALWAYS for day in range(7)}

NEWER = (
    "getMotionDetectConfig1",
    "setMotionDetectConfig1",
    "getAudioAlarmConfig",
    "setAudioAlarmConfig",
)
SINCE_1_0_6 = (
    "getProductAllInfo",
    "getProductModelName",
    "getH264FrmRefMode",
    "setH264FrmRefMode",
    "getRatio",
    "setRatio",
    "getScheduleInfraLedConfig",
    "setScheduleInfraLedConfig",
    "getCruiseTime",
    "getCruiseLoopCnt",
    "getCruiseCtrlMode",
    "getCruiseTimeCustomed",
    "getScheduleRecordStreamChn",
    "getPCAudioAlarmCfg",
    "getPPPoEConfig",
    "getP2PEnable",
    "getP2PPort",
    "getP2PInfo",
    "getRecordPath",
    "getRecordList2",
)
IN_OLD_STATE = ("IOAlarm", "soundAlarm", "sdTotalSpace", "isWifiConnected", "wifiConnectedAP", "upnpState")

MOTION = {
    "isEnable": "1",
    "linkage": "206",
    "snapInterval": "2",
    "triggerInterval": "10",
    **SCHEDULE,
}


def _video(*types: str) -> Mapping[str, str]:
    """Return a record of encoders: resolution, bit rate, frame rate and GOP of each stream type."""
    names = ("resolution", "bitRate", "frameRate", "GOP")
    return {
        f"{name}{number}": text
        for number, values in enumerate(types)
        for name, text in zip(names, values.split(), strict=True)
    }


DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "image": dict.fromkeys(("brightness", "contrast", "hue", "saturation", "sharpness"), "50"),
    "ratio": {"ratio": "210"},
    "main_video": _video("0 2097152 25 50", "0 1048576 15 30", "1 524288 15 15", "3 204800 10 10"),
    "sub_video": _video("1 524288 15 30", "2 262144 15 15", "3 131072 10 10", "4 65536 5 5"),
    "osd": {"isEnableTimeStamp": "1", "isEnableDevName": "1"},
    "motion": {**MOTION, "sensitivity": "1", **{f"area{row}": "1023" for row in range(10)}},
    "motion_areas": {
        **MOTION,
        "x1": "0",
        "y1": "0",
        "width1": "10000",
        "height1": "10000",
        "sensitivity1": "1",
        "valid1": "1",
    },
    "audio": {**MOTION, "linkage": "2", "sensitivity": "1"},
    "input": {"linkage": "6", "snapInterval": "2", "triggerInterval": "5", **SCHEDULE},
    "local_record": {"localAlarmRecordSecs": "30"},
    "alarm_record": {"isEnablePreRecord": "1", "preRecordSecs": "5", "alarmRecordSecs": "30"},
    "record_schedule": SCHEDULE,
    "snap_schedule": {"snapInterval": "2", **SCHEDULE},
    "snap": {"snapPicQuality": "1"},
    "ptz_speed": {"speed": "2"},
    "zoom_speed": {"speed": "1"},
    "cruise_time": {"time": "300"},
    "cruise_time_customed": {"time": "60"},
    "cruise_loops": {"count": "1"},
    "selftest": {"mode": "1"},
    "selftest_preset": {"name": "TopMost"},
    "rs485": {"rs485Addr": "1", "rs485Baud": "2400", "rs485DataBit": "8", "rs485StopBit": "1"},
    "ip": {"isDHCP": "1", "ip": "192.0.2.40", "gate": "192.0.2.1", "mask": "255.255.255.0"},
    "wifi": {"ssid": "Orchard", "encryptType": "3", "psk": "plum-tree-4", "defaultKey": "1"},
    "ports": {"webPort": "88", "mediaPort": "88", "httpsPort": "443", "onvifPort": "888"},
    "ddns": {"hostName": "garden.example.org", "ddnsServer": "4", "user": "dora", "password": "fig-8"},
    "ftp": {"ftpAddr": "ftp://192.0.2.9/camera", "ftpPort": "21", "userName": "ftp", "password": "pear%1"},
    "mail": {
        "isEnable": "1",
        "server": "mail.example.org",
        "port": "587",
        "isNeedAuth": "1",
        "tls": "2",
        "user": "camera@example.org",
        "password": "quince&co",
        "sender": "camera@example.org",
        "reciever": "ann@example.org,bob@example.org",
    },
    "p2p_port": {"port": "12345"},
    "getP2PInfo": {"uid": "EXAMPLEUID0000000000"},
    "pppoe": {"userName": "dial", "password": "in-9"},
    "time": {"timeSource": "1", "ntpServer": "time.nist.gov", "timeFormat": "1", "timeZone": "-3600"},
    "infrared_schedule": {"startHour0": "20", "startMin0": "30", "endHour0": "6"},
    "getRecordPath": {"path": "0", "free": "15000000", "total": "31000000"},
}

POINTS = {
    "LeftMost": (-90.0, 0.0),
    "RightMost": (90.0, 0.0),
    "TopMost": (0.0, 90.0),
    "BottomMost": (0.0, -90.0),
}
MAPS = {"Horizental": ("LeftMost", "RightMost"), "Vertical": ("TopMost", "BottomMost")}

FLAGS = ("sdFlag", "ptFlag", "zoomFlag", "ioAlarmFlag", "p2pFlag", "audioFlag", "talkFlag")


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmware:
    """One variant. `lacks` names commands that it answers with `unknown`."""

    version: str = "2.21.1.130"
    model: str = "FI9821W V2"
    lacks: tuple[str, ...] = NEWER
    unknown: str = "-3"
    fields_gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields_new: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    flags: tuple[str, ...] = FLAGS
    decodes: bool = True
    """Whether percent-encoded credentials are understood."""
    encodes: bool = True
    """Whether texts in answers are percent-encoded; firmware before did not escape anything."""
    head: str = ""
    indent: str = "    "
    newline: str = "\n"
    content_type: str = "text/plain"
    unit: str = "k"
    reads: Access | None = None
    """What may be read by an account of this rank whatever the manual says."""
    doubled: bool = False
    """Whether a stream begins with its boundary twice."""

    def write(self, record: Mapping[str, str], text: Callable[[str], str] | None) -> str:
        """Return a reply; `text` is how a text is written where it is not as usual."""
        write = text or self._text
        lines = [f"{self.indent}<{name}>{write(value)}</{name}>" for name, value in record.items()]
        return self.newline.join([f"{self.head}<CGI_Result>", *lines, "</CGI_Result>", ""])

    def _text(self, text: str) -> str:
        return quote(text, safe="", errors="surrogateescape") if self.encodes else text


PROFILES: Mapping[str, Firmware] = {
    "standard": Firmware(),
    "old": Firmware(
        version="1.2.1.14",
        lacks=(*NEWER, *SINCE_1_0_6),
        unknown="-1",
        fields_gone={
            "getDevState": IN_OLD_STATE,
            "image": ("denoiseLevel",),
            "ports": ("onvifPort",),
            "wifi": ("netType",),
        },
        encodes=False,
        decodes=False,
        unit="",
        reads=Access.VISITOR,
    ),
    "new": Firmware(
        version="2.91.2.41",
        model="D4+V2",
        lacks=("getMotionDetectConfig", "setMotionDetectConfig", "snapPicture"),
        unknown="-4",
        fields_new={
            "motion_areas": {"humanEnable": "1", "threshold1": "7"},
            "audio": {"musicEnable": "1"},
            "osd": {"isEnableTempAndHumid": "1"},
            "main_video": {f"lbrRatio{number}": "80" for number in range(4)},
            "getDevState": {"humanDetectAlarmState": "1", "carDetectAlarmState": "0", "petState": "x"},
            "ports": {"rtspPort": "554"},
        },
        flags=("sdFlag", "audioFlag", "talkFlag", "p2pFlag"),
        head='<?xml version="1.0" encoding="UTF-8" ?>\n',
        indent="",
        newline="",
        content_type="text/xml",
        doubled=True,
    ),
}
