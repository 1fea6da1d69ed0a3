"""The firmware variants of simulated Anjia cameras, and how they come from the factory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

type Sizes = Mapping[str, tuple[str, str]]
"""Frame rates and bit rates by size."""

VIDEO: Mapping[str, Mapping[str, Sizes]] = {
    "stream1": {
        "H264": {
            "2592X1944": ("1-15", "500-8000"),
            "1080P": ("1-30", "500-6000"),
            "720P": ("1-30", "400-5000"),
        },
        "H265": {"2592X1944": ("1-20", "500-6000"), "1080P": ("1-30", "500-4000")},
    },
    "stream2": {
        "H264": {"VGA": ("1-30", "50-2000"), "480X360": ("1-25", "50-1500")},
        "H265": {"VGA": ("1-30", "50-2000")},
    },
}
"""What the encoders can, by stream and codec."""
AUDIO: Mapping[str, Mapping[str, str]] = {
    "G.711": {"8000": "64000"},
    "G.711A": {"8000": "64000"},
    "AAC": {"16000": "16000"},
}
"""Bit rates by codec and sample rate."""

DEFAULTS = {
    "getcapabilities": {"video": "1", "audio": "1", "ptz": "1"},
    "model": {"model": "MC-QUAY5"},
    "network": {
        "ipaddr": "192.168.0.123",
        "netmask": "255.255.255.0",
        "gateway": "192.168.0.1",
        "dns1": "192.168.0.1",
        "dns2": "9.9.9.9",
        "port": "80",
    },
    "time": {
        "timezone": "GMT+01:00",
        "update_method": "ntp",
        "ntpaddr": "pool.ntp.org",
        "port": "123",
        "update_period": "3600",
    },
    "videoencoder.stream1": {
        "encode_mode": "H264",
        "resolution": "1080P",
        "framerate": "25",
        "govlength": "50",
        "bitrate": "2500",
        "bitrate_control": "CBR",
    },
    "videoencoder.stream2": {
        "encode_mode": "H264",
        "resolution": "VGA",
        "framerate": "15",
        "govlength": "30",
        "bitrate": "400",
        "bitrate_control": "VBR",
    },
    "audioencoder": {"enable": "1", "input_volume": "60", "output_volume": "80"},
    "osd": {
        "enable": "1",
        "color": "3",
        "title_pos_type": "1",
        "title_pos_x": "5",
        "title_pos_y": "90",
        "time_pos_x": "2",
        "title_utf8": "Quay",
    },
    **{f"userosd.{number}": {"color": "0xffffff", "title_utf8": f"Line {number}"} for number in range(5)},
    "image": dict.fromkeys(("brightness", "contrast", "saturation", "sharpness"), "128"),
    "motion": {
        "sensitivity": "80",
        "alarmthreshold": "20",
        "night_sensitivity": "60",
        "night_alarmthreshold": "30",
        "blockcount": "22x18",
        "areavalue": "f0" * 50,
    },
    "rtmp": {"Server": "192.168.0.9", "Port": "1935", "Appname": "live", "Streamid": "quay"},
    "setScheduleStorage": {"LocalEnable": "1", "RecordFileSize": "10"},
    "set_service_port": {
        "enable_web": "1",
        "enable_comm": "1",
        "enable_rtsp": "1",
        "enable_hik": "0",
        "webport": "80",
        "controlport": "8091",
        "rtspport": "554",
        "hikport": "8000",
    },
    "setShutterSpeed": {"dayShutterSpeed": "100", "nightShutterSpeed": "25"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One firmware. `lacks` are paths it does not know, `without` the fields missing, per record."""

    lacks: frozenset[str] = frozenset()
    without: Mapping[str, frozenset[str]] = field(default_factory=dict)
    extras: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    motors: bool = True
    loose: bool = False
    """Replies are not well-formed."""
    open_users: bool = False
    """Whether every account may see the list of users."""
    cgi: bool = True
    """Whether there is any of this interface left."""


PROFILES: Mapping[str, Profile] = {
    "standard": Profile(lacks=frozenset({"/cgi-bin/videoencoder", "/cgi-bin/rtsp"})),
    "old": Profile(
        lacks=frozenset(
            f"/cgi-bin/{name}"
            for name in (
                "getmodel",
                "rtmp",
                "onvif",
                "rtsp",
                "set_service_port",
                "setScheduleStorage",
                "userosd",
            )
        )
        | {"/cgi-bin/user_management", "/cgi-bin/videoencoder/AdvanceEncoderConfig"},
        without={
            "getinfo": frozenset({"model", "mac_address"}),
            "image": frozenset({"hlc", "blc", "nr2d", "nr3d", "tvsystem", "antificker"}),
            "time": frozenset({"update_period"}),
        },
    ),
    "new": Profile(
        lacks=frozenset({"/cgi-bin/videoencoder", "/cgi-bin/rtsp"}),
        extras={
            "image": {"wdr": "3", "dehaze": "0"},
            "motion": {"humanoid": "1"},
            "osd": {"showfps": "0"},
            "getinfo": {"p2pid": "QY-000000-AAAAA"},
        },
    ),
    "fixed": Profile(lacks=frozenset({"/cgi-bin/videoencoder", "/cgi-bin/rtsp"}), motors=False),
    "loose": Profile(lacks=frozenset({"/cgi-bin/videoencoder"}), loose=True),
    "open_users": Profile(lacks=frozenset({"/cgi-bin/videoencoder", "/cgi-bin/rtsp"}), open_users=True),
    "onvif": Profile(cgi=False),
}
