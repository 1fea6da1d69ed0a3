"""The firmware variants of simulated Hucoms cameras, and how they come from the factory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

CAPABILITIES = frozenset(
    {
        "camcolor.getCapabilitiesImage",
        *(
            f"capabilityvideo.get{what}"
            for what in (
                "CapabilitiesVideoAll",
                "Video",
                "VideoCodec",
                "Resolution",
                "Framerate",
                "Bitrate",
                "Quality",
            )
        ),
        *(f"capabilityaudio.get{what}" for what in ("CapabilitiesAudioAll", "Audio", "AudioCodec")),
        *(f"capabilityptz.get{what}" for what in ("CapabilitiesPTZAll", "PTZ")),
    }
)
PRESETS = frozenset(
    f"preset_control.{action}"
    for action in (
        "setpreset",
        "gopreset",
        "clearpreset",
        "autopan",
        "autopan_cw",
        "autopan_ccw",
        "tour",
    )
)
SHOCK = frozenset({"shock.getshock", "shock.setshock"})


class Events(Enum):
    """How the parts of the event stream look."""

    DECLARED = auto()
    """With their length among the headers."""
    MISPLACED = auto()
    """As the manual shows it: the blank line comes before the length."""
    UNDECLARED = auto()
    """Without a length."""
    PLAIN = auto()
    """No parts at all: one text, and the answer ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One firmware. `lacks` are commands it refuses, `without` the fields missing, per record."""

    lacks: frozenset[str] = frozenset()
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    extras: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    events: Events = Events.DECLARED
    line_end: str = "\r\n"
    sections: bool = True
    remarks: bool = True
    done: str | None = None
    """What is said when something is done; None: the values that were set."""
    no_content: bool = False
    """Whether movements are answered with status 204."""
    coarse: bool = False
    """Whether the grid of the motion detector is the old one, 8 by 6."""
    areas: int = 16


FIXED = dict.fromkeys(
    (
        "PanSupported",
        "TiltSupported",
        "ZoomSupported",
        "FocusSupported",
        "AutopanSupported",
        "PresetSupported",
        "TourSupported",
        "EndlessPanSupported",
        "AutoFocusSupported",
        "AutopancwSupported",
    ),
    "No",
)

PROFILES: Mapping[str, Profile] = {
    "standard": Profile(no_content=True),
    "fixed": Profile(
        lacks=PRESETS | SHOCK,
        without={
            "event": ("videotamper",),
            "camcolor": ("edge", "hue"),
            "osd": ("eventshock",),
            "videoset": ("capture3.enable", "capture3.size"),
        },
        changed={
            "capabilityptz.getPTZ": FIXED,
            "capabilityptz.getCapabilitiesPTZAll": FIXED,
            "camcolor.getCapabilitiesImage": {"edgeenhance": "No", "hue": "No"},
            "capabilityaudio.getCapabilitiesAudioAll": {"AudioOutputSupported": "No"},
        },
        events=Events.MISPLACED,
        sections=False,
        remarks=False,
        line_end="\n",
        done="rc = 0\r\n",
        areas=6,
    ),
    "old": Profile(
        lacks=CAPABILITIES
        | PRESETS
        | SHOCK
        | {
            f"{cgi}.{action}"
            for cgi, actions in (("language", "getlang setlang"), ("netset", "getip setip"))
            for action in actions.split()
        }
        | {"serverinfo1.getsysinfo1", "serverinfo2.getsysinfo2", "serverinfo3.getsysinfo3"},
        without={
            "event": ("videotamper",),
            "motion1": ("motion1.size",),
            "camcolor": ("edge", "hue"),
            "osd": ("eventshock",),
            "videoset": ("capture3.enable", "capture3.size", "need_reboot"),
        },
        events=Events.PLAIN,
        sections=False,
        line_end="\n",
        done="",
        coarse=True,
        areas=6,
    ),
    "new": Profile(
        extras={
            "camdaynight": {"mdduration": "10"},
            "event": {"audiodetect_high": "off", "audiodetect_low": "off"},
        },
        events=Events.UNDECLARED,
    ),
}

_COLORS = ("brightness", "contrast", "saturation", "sharpness", "edgeenhance", "hue")
_BOTH = "H264@Capture1;H264@Capture2;MPEG4@Capture1;MPEG4@Capture2;MJPEG@Capture1;MJPEG@Capture2"
_LARGE = "1920x1080;1280x1024;1280x960;1280x720;1024x768"
_SMALL = "1024x768;854x480;640x480;320x240"
_PTZ = {
    "PanSupported": "Yes",
    "TiltSupported": "Yes",
    "ZoomSupported": "Yes",
    "FocusSupported": "Yes",
    "EndlessPanSupported": "Yes",
    "AutoFocusSupported": "Yes",
    "PresetSupported": "128",
    "AutopanSupported": "4",
    "AutopancwSupported": "Yes",
    "TourSupported": "8",
}

DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "alarmin1": {"allstatus": "enable", "maxno": "1", "alarmin1.name": "door", "alarmin1.type": "no"},
    "alarmout1": {
        "allstatus": "enable",
        "maxno": "1",
        "alarmout1.name": "lamp",
        "alarmout1.link": "0",
        "alarmout1.time": "5",
    },
    "motion1": {
        "allstatus": "enable",
        "maxno": "1",
        "motion1.enable": "enable",
        "motion1.name": "yard",
        "motion1.level": "3",
        "motion1.size": "24x18",
        **{f"motion1.area{row}": "4080" for row in range(1, 19)},
    },
    "recordevent": {
        "record.link": "1",
        "record.save": "1",
        "record.timeprev": "3",
        "record.timenext": "10",
        "record.maxsize": "4096",
    },
    "shock": {"shock.enable": "enable", "shock.level": "4"},
    "camdaynight": {
        "daynightmode": "auto",
        "autolevel": "40",
        "interval": "8",
        "ptn": "600",
        "ptd": "310",
        "irlink": "enable",
        "lprdayspeed": "10",
        "lprnightspeed": "7",
    },
    "camcolor": {
        "bright": "55",
        "contrast": "45",
        "saturation": "60",
        "sharp": "35",
        "edge": "20",
        "hue": "50",
    },
    "camcolor_night": dict.fromkeys(("bright", "contrast", "saturation", "sharp", "edge", "hue"), "40"),
    "camcolor.getCapabilitiesImage": {
        **dict.fromkeys(_COLORS, "Yes"),
        **{f"ImageEnhanceValuerange/{name}": "min:1;max:100;default:50" for name in _COLORS},
    },
    "camwhitebal": {"wbmode": "auto", "userred": "48", "userblue": "52"},
    "camwdr": {"mode": "dwdr", "dwdrmode": "step2"},
    "camslowshut": {"slowshutter": "12"},
    "camshutspeed": {
        "shutmode": "auto",
        "minshutspd": "2",
        "suppress": "strong",
        "shutspeed": "5",
        "agcvalue": "70",
    },
    "osd": {
        "osdstatus": "enable",
        "texton": "enable",
        "textstr": "yard * 1",
        "dateon": "enable",
        "timeon": "enable",
        "osdsize": "small",
    },
    **{
        f"privacy{n}": {
            "maxno": "16",
            f"privacy{n}.color": "2",
            f"privacy{n}.startx": str(10 * n),
            f"privacy{n}.starty": str(5 * n),
            f"privacy{n}.endx": "32",
            f"privacy{n}.endy": "24",
        }
        for n in range(1, 17)
    },
    "tvout": {"tvoutstatus": "enable"},
    "videoset": {
        "capture1.enable": "enable",
        "capture1.size": "1280x720",
        "capture2.enable": "enable",
        "capture2.size": "640x480",
        "encoder1.enable": "enable",
        "encoder1.framerate": "25",
        "encoder1.quality": "2048",
        "encoder1.keyframe": "30",
        "encoder1.ratectrl": "vbr",
        "encoder2.enable": "enable",
        "encoder2.source": "capture2",
        "encoder2.codec": "mpeg",
        "encoder2.framerate": "15",
        "encoder2.quality": "512",
        "encoder2.keyframe": "30",
        "encoder3.source": "capture2",
        "encoder3.codec": "mjpeg",
        "encoder3.framerate": "5",
        "encoder3.quality": "60",
        "encoder3.keyframe": "30",
        "max_video_size": "1920x1080",
    },
    "videoset.getmaxsize": {"max_video_size": "1920x1080"},
    "audioset": {"audioin": "enable", "audioingain": "40", "audiooutgain": "65"},
    "rtspset": {
        "rtspport": "554",
        "rtpport": "5000,5999",
        "rtcpenable": "enable",
        "rtsptimelimit": "0",
        "multicastttl": "5",
        "multicastvideoip": "239.10.20.30",
        "multicastvideoport": "40000",
        "multicastaudioip": "239.10.20.31",
        "multicastaudioport": "40002",
        "authorityenable": "enable",
    },
    "ptzf_status": {"ptstatus": "enable", "zfstatus": "enable"},
    "netset": {
        "mode": "static",
        "ipaddress": "192.168.4.30",
        "netmask": "255.255.255.0",
        "gateway": "192.168.4.1",
    },
    "dnsset": {"firstdns": "192.168.4.1"},
    "capabilityvideo.getCapabilitiesVideoAll": {
        "MaxVideosizeH264": "1920x1080",
        "MaxVideosizeMJPEG": "1920x1080",
        "MaxVideosizeMPEG4": "1920x1080",
        "StreamMethod": "RTPUDP;RTPTCP;RTPHTTP",
        "MaxStreamSupported": "3",
        "stream1": "H264@Capture1",
        "stream2": _BOTH,
        "stream3": _BOTH,
        "EventStreamSupport": "OnvifMetadata",
        "MaxVideoCodecsize": "3",
        "VideoCodecSupported": "H.264;MPEG4;MJPEG",
        "CodecH264Maxuse": "3",
        "CodecMPEG4Maxuse": "2",
        "CodecMJPEGMaxuse": "2",
        "VideoSizeAll": f"{_LARGE};854x480;640x480;320x240",
        "CaptureMaxsize": "2",
        "Capture1": _LARGE,
        "Capture2": _SMALL,
        "MaxFramerate": "30",
        "Capabilities Framerate": "min:1fps;max:30fps@VideoSizeAll",
        "Capabilities KeyFrame": "min:5;max:60@min:1fps;max:30fps",
        "BitrateAll": "min:64kbps;max:9000kbps",
        "JPEGBitrateSupported": "Not_Support",
        "MPEG4BitrateSupported": "min:64kbps;max:6000kbps",
        "H.264BitrateSupported": "BitrateAll",
        "JPEGQualitySupported": "min:5;max:80",
        "MPEG4QualitySupported": "Not_Support",
        "H.264QualitySupported": "Not_Support",
    },
    "capabilityaudio.getCapabilitiesAudioAll": {
        "AudioInputSupported": "Yes",
        "AudioOutputSupported": "Yes",
        "AudioUploadStream": "RTSP",
        "AudioDownloadStream": "RTSP",
        "MaxAudioInputChannel": "1",
        "AudioInputCodecSupported": "G.711",
        "MaxAudioOutputChannel": "1",
        "AudioOutputCodecSupported": "G.711",
        "SamplingAll": "8K;16K",
        "SamplingFreq": "min:8K;max:16K",
        "Compress": "ulaw",
    },
    "capabilityptz.getPTZ": _PTZ,
    "capabilityptz.getCapabilitiesPTZAll": _PTZ,
}

SECTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "serverinfo1.getsysinfo1": (
        ("ServerName", "servername"),
        ("ServerDate", "serverdate"),
        ("ServerMac", "servermac.getmac"),
        ("ColorInfo", "camcolor"),
        ("VideoInfo", "videoset"),
        ("AudioInfo", "audioset"),
        ("RTSPInfo", "rtspset"),
    ),
    "serverinfo2.getsysinfo2": (
        ("AlarmMotion", "motion1"),
        ("AlarmIput", "alarmin1"),
        ("AlarmOutput", "alarmout1"),
        ("EventRecord", "recordevent"),
    ),
    "serverinfo3.getsysinfo3": (
        ("CamDNF", "camdaynight"),
        ("CamColor", "camcolor"),
        ("CamWhiteBalance", "camwhitebal"),
        ("CamWDR", "camwdr"),
        ("CamEffect", "cameffect"),
        ("CamSlowShutter", "camslowshut"),
        ("CamShutterSpeed", "camshutspeed"),
    ),
}
"""What the covering commands are made of: section and record."""

LEFT_OUT: Mapping[str, frozenset[str]] = {
    "VideoInfo": frozenset({"need_reboot", "max_video_size"}),
    "AudioInfo": frozenset({"audioingain", "audiooutgain", "audiosampling"}),
    "AlarmMotion": frozenset(),
    "CamDNF": frozenset({"interval", "ptn", "ptd"}),
    "CamSlowShutter": frozenset({"slowshutstatus"}),
}
"""Fields of a record that the section has not."""

TOLD_IN: Mapping[str, tuple[str, frozenset[str]]] = {
    "userred": ("wbmode", frozenset({"user"})),
    "userblue": ("wbmode", frozenset({"user"})),
    "compensationmode": ("mode", frozenset({"compensation"})),
    "dwdrmode": ("mode", frozenset({"dwdr"})),
    "minshutspd": ("shutmode", frozenset({"auto"})),
    "suppress": ("shutmode", frozenset({"suppressroll"})),
    "shutspeed": ("shutmode", frozenset({"user"})),
    "agcvalue": ("shutmode", frozenset({"user"})),
    "lprdayspeed": ("daynightmode", frozenset({"lpr"})),
    "lprnightspeed": ("daynightmode", frozenset({"lpr"})),
    **{
        f"encoder{n}.{name}": (f"encoder{n}.codec", frozenset({"h264", "h265", "mpeg"}))
        for n in (1, 2, 3)
        for name in ("keyframe", "ratectrl")
    },
}
"""Fields that are told in one mode only: the field of the mode, and its codes."""

GO_TOGETHER: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("camwhitebal.setwb", "user"): ("userred", "userblue"),
    ("camwdr.setwdr", "compensation"): ("compensationmode",),
    ("camwdr.setwdr", "dwdr"): ("dwdrmode",),
    ("camshutspeed.setshutterspd", "suppressroll"): ("suppress",),
    ("camshutspeed.setshutterspd", "user"): ("shutspeed", "agcvalue"),
}
"""Parameters without which a mode is refused."""
NEED_MODE: Mapping[str, tuple[str, frozenset[str]]] = {
    "camwhitebal.setwb": ("mode", frozenset({"userred", "userblue"})),
    "camwdr.setwdr": ("mode", frozenset({"compensationmode", "dwdrmode"})),
    "camshutspeed.setshutterspd": ("shutmode", frozenset({"suppress", "shutspeed", "agcvalue"})),
}
"""Parameters that are refused without their mode."""

MISSPELT = {"multicastvideoip": "multicastvidioip", "multicastvideoport": "multicastvidioport"}
REMARKS = {"maxno": "  * as many as there are", "alarmout1.time": "  *continuous, 5~180", "hue": "\t* some"}
