"""Requests and replies of HTTP API 1.20, typed by hand from the manual."""

from collections.abc import Mapping
import re

import pytest

from custom_components.ipcam_cgi.ipcam.dialects.hucoms import HUCOMS
from custom_components.ipcam_cgi.ipcam.dialects.hucoms.accessors import read_date
from custom_components.ipcam_cgi.ipcam.dialects.hucoms.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.errors import (
    ApiDisabledError,
    AuthError,
    CameraError,
    InvalidValueError,
    PermissionDeniedError,
    RejectedError,
    ReplyError,
    UnsupportedError,
)
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Effect, Speed
from custom_components.ipcam_cgi.ipcam.model.protocol import Credentials, HttpResponse

WIRE = HUCOMS.wire

REQUESTS: list[tuple[str, Mapping[str, object], str]] = [
    ("servername.getservername", {}, "servername.cgi?action=getservername"),
    (
        "servername.setservername",
        {"servername": "barn"},
        "servername.cgi?action=setservername&servername=barn",
    ),
    ("serverdate.getdate", {}, "serverdate.cgi?action=getdate"),
    (
        "serverdate.setdate",
        {"year": 2031, "month": 12, "day": 31, "hour": 23, "minute": 59},
        "serverdate.cgi?action=setdate&year=2031&month=12&day=31&hour=23&minute=59",
    ),
    (
        "serverdate.setdate",
        {"second": 7, "year": 1970, "month": 1, "day": 1, "hour": 0, "minute": 0},
        "serverdate.cgi?action=setdate&year=1970&month=1&day=1&hour=0&minute=0&second=7",
    ),
    ("servermac.getmac", {}, "servermac.cgi?action=getmac"),
    ("reboot.setreboot", {}, "reboot.cgi?action=setreboot"),
    ("reboot.setfactory", {}, "reboot.cgi?action=setfactory"),
    ("reboot.setfactoryexip", {}, "reboot.cgi?action=setfactoryexip"),
    ("webport.setwebport", {"webport": 8080}, "webport.cgi?action=setwebport&webport=8080"),
    ("language.getlang", {}, "language.cgi?action=getlang"),
    ("language.setlang", {"language": "polish"}, "language.cgi?action=setlang&language=polish"),
    ("netset.getip", {}, "netset.cgi?action=getip"),
    ("netset.setip", {"mode": "dhcp"}, "netset.cgi?action=setip&mode=dhcp"),
    (
        "netset.setip",
        {"mode": "static", "ipaddress": "10.1.2.3", "netmask": "255.0.0.0", "gateway": "10.1.2.1"},
        "netset.cgi?action=setip&mode=static&ipaddress=10.1.2.3&netmask=255.0.0.0&gateway=10.1.2.1",
    ),
    ("dnsset.getdns", {}, "dnsset.cgi?action=getdns"),
    (
        "dnsset.setdns",
        {"firstdns": "10.1.2.1", "seconddns": "10.1.2.2"},
        "dnsset.cgi?action=setdns&firstdns=10.1.2.1&seconddns=10.1.2.2",
    ),
    ("alarmin.getalarmin1", {}, "alarmin.cgi?action=getalarmin1"),
    (
        "alarmin.setalarmin1",
        {
            "allstatus": True,
            "alarmin1.enable": False,
            "alarmin1.name": "gate",
            "alarmin1.type": "normally_closed",
        },
        (
            "alarmin.cgi?action=setalarmin1&allstatus=enable&alarmin1.enable=disable&alarmin1.name=gate"
            "&alarmin1.type=nc"
        ),
    ),
    ("alarmout.getalarmout0", {}, "alarmout.cgi?action=getalarmout0"),
    ("alarmout.getalarmout1", {}, "alarmout.cgi?action=getalarmout1"),
    (
        "alarmout.setalarmout1",
        {"alarmout1.enable": True, "alarmout1.name": "horn", "alarmout1.link": 5, "alarmout1.time": 90},
        (
            "alarmout.cgi?action=setalarmout1&alarmout1.enable=enable&alarmout1.name=horn&alarmout1.link=5"
            "&alarmout1.time=90"
        ),
    ),
    ("motion.getmotion1", {}, "motion.cgi?action=getmotion1"),
    ("motion.setmotion1", {"motion1.level": 4}, "motion.cgi?action=setmotion1&motion1.level=4"),
    (
        "motion.setmotion1",
        {"motion1.size": "fine", "motion1.area1": 16777215, "motion1.area18": 131072},
        "motion.cgi?action=setmotion1&motion1.size=24x18&motion1.area1=16777215&motion1.area18=131072",
    ),
    ("recordevent.getrecevent", {}, "recordevent.cgi?action=getrecevent"),
    (
        "recordevent.setrecevent",
        {
            "record.status": True,
            "record.streamid": "stream2",
            "record.link": 7,
            "record.save": 2,
            "record.timeprev": 0,
            "record.timenext": 30,
            "record.maxsize": 10240,
        },
        (
            "recordevent.cgi?action=setrecevent&record.status=enable&record.streamid=stream2&record.link=7"
            "&record.save=2&record.timeprev=0&record.timenext=30&record.maxsize=10240"
        ),
    ),
    ("shock.getshock", {}, "shock.cgi?action=getshock"),
    (
        "shock.setshock",
        {"shock.enable": True, "shock.level": 9},
        "shock.cgi?action=setshock&shock.enable=enable&shock.level=9",
    ),
    ("camdaynight.getdaynight", {}, "camdaynight.cgi?action=getdaynight"),
    (
        "camdaynight.setdaynight",
        {"mode": "auto", "autolevel": 33, "interval": 9, "ptn": 440, "ptd": 220, "irlink": False},
        "camdaynight.cgi?action=setdaynight&mode=auto&autolevel=33&interval=9&ptn=440&ptd=220&irlink=disable",
    ),
    (
        "camdaynight.setdaynight",
        {"mode": "lpr", "lprdayspeed": "auto", "lprnightspeed": "step_7"},
        "camdaynight.cgi?action=setdaynight&mode=lpr&lprdayspeed=10&lprnightspeed=7",
    ),
    ("camcolor.getcolor", {}, "camcolor.cgi?action=getcolor"),
    (
        "camcolor.setcolor",
        {"bright": 1, "contrast": 2, "saturation": 3, "sharp": 4, "edge": 5, "hue": 6},
        "camcolor.cgi?action=setcolor&bright=1&contrast=2&saturation=3&sharp=4&edge=5&hue=6",
    ),
    ("camcolor.getncolor", {}, "camcolor.cgi?action=getncolor"),
    ("camcolor.setncolor", {"hue": 100}, "camcolor.cgi?action=setncolor&hue=100"),
    ("camcolor.getCapabilitiesImage", {}, "camcolor.cgi?action=getCapabilitiesImage"),
    ("camwhitebal.getwb", {}, "camwhitebal.cgi?action=getwb"),
    (
        "camwhitebal.setwb",
        {"mode": "user", "userred": 20, "userblue": 80},
        "camwhitebal.cgi?action=setwb&mode=user&userred=20&userblue=80",
    ),
    ("camwdr.getwdr", {}, "camwdr.cgi?action=getwdr"),
    (
        "camwdr.setwdr",
        {"wdrstatus": True, "mode": "digital", "dwdrmode": "step_5"},
        "camwdr.cgi?action=setwdr&wdrstatus=enable&mode=dwdr&dwdrmode=step5",
    ),
    (
        "camwdr.setwdr",
        {"mode": "compensation", "compensationmode": "back"},
        "camwdr.cgi?action=setwdr&mode=compensation&compensationmode=back",
    ),
    ("cameffect.geteffect", {}, "cameffect.cgi?action=geteffect"),
    (
        "cameffect.seteffect",
        {"colorbar": False, "monoimg": True, "negative": False},
        "cameffect.cgi?action=seteffect&colorbar=disable&monoimg=enable&negative=disable",
    ),
    ("camslowshut.getslowsh", {}, "camslowshut.cgi?action=getslowsh"),
    (
        "camslowshut.setslowsh",
        {"slowshutstatus": True, "slowshutter": 77},
        "camslowshut.cgi?action=setslowsh&slowshutstatus=enable&slowshutter=77",
    ),
    ("camshutspeed.getshutterspd", {}, "camshutspeed.cgi?action=getshutterspd"),
    (
        "camshutspeed.setshutterspd",
        {"shutmode": "user", "shutspeed": "step_9", "agcvalue": 12},
        "camshutspeed.cgi?action=setshutterspd&shutmode=user&shutspeed=9&agcvalue=12",
    ),
    (
        "camshutspeed.setshutterspd",
        {"shutmode": "anti_flicker", "suppress": "weak"},
        "camshutspeed.cgi?action=setshutterspd&shutmode=suppressroll&suppress=week",
    ),
    (
        "camshutspeed.setshutterspd",
        {"shutmode": "auto", "maxexposure": "auto"},
        "camshutspeed.cgi?action=setshutterspd&shutmode=auto&maxexposure=6",
    ),
    ("httpapi.setapi", {"apictrlstatus": False}, "httpapi.cgi?action=setapi&apictrlstatus=disable"),
    ("osd.getosd", {}, "osd.cgi?action=getosd"),
    (
        "osd.setosd",
        {
            "osdstatus": True,
            "texton": True,
            "textstr": "north",
            "dateon": False,
            "datetype": "dd_mm_yyyy",
            "timeon": True,
            "eventon": True,
            "eventdnon": False,
            "eventmdon": True,
            "eventsenson": False,
            "eventrelayon": True,
            "eventshock": False,
            "osdfont": "english",
            "osdsize": "large",
            "osdcolor": "white",
        },
        (
            "osd.cgi?action=setosd&osdstatus=enable&texton=enable&textstr=north&dateon=disable"
            "&datetype=dd-mm-yyyy&timeon=enable&eventon=enable&eventdnon=disable&eventmdon=enable"
            "&eventsenson=disable&eventrelayon=enable&eventshock=disable&osdfont=english&osdsize=big&osdcolor=white"
        ),
    ),
    *((f"privacy.getprivacy{n}", {}, f"privacy.cgi?action=getprivacy{n}") for n in range(1, 17)),
    *(
        (
            f"privacy.setprivacy{n}",
            {
                "allstatus": True,
                "privacy.enable": True,
                "privacy.color": 8,
                "privacy.startx": 319,
                "privacy.starty": 239,
                "privacy.endx": 320,
                "privacy.endy": 240,
            },
            (
                f"privacy.cgi?action=setprivacy{n}&allstatus=enable&privacy.enable=enable&privacy.color=8"
                "&privacy.startx=319&privacy.starty=239&privacy.endx=320&privacy.endy=240"
            ),
        )
        for n in range(1, 17)
    ),
    ("tvout.gettvout", {}, "tvout.cgi?action=gettvout"),
    (
        "tvout.settvout",
        {"tvoutstatus": True, "tvtype": "pal"},
        "tvout.cgi?action=settvout&tvoutstatus=enable&tvtype=pal",
    ),
    ("videoset.getvideo", {}, "videoset.cgi?action=getvideo"),
    (
        "videoset.setvideo1",
        {
            "encoder1.enable": True,
            "encoder1.source": "capture1",
            "encoder1.codec": "h264",
            "encoder1.framerate": 12,
            "encoder1.quality": 768,
            "encoder1.keyframe": 24,
            "encoder1.ratectrl": "cbr",
        },
        (
            "videoset.cgi?action=setvideo1&encoder1.enable=enable&encoder1.source=capture1&encoder1.codec=h264"
            "&encoder1.framerate=12&encoder1.quality=768&encoder1.keyframe=24&encoder1.ratectrl=cbr"
        ),
    ),
    (
        "videoset.setvideo2",
        {"encoder2.codec": "mpeg4", "encoder2.source": "capture3"},
        "videoset.cgi?action=setvideo2&encoder2.source=capture3&encoder2.codec=mpeg",
    ),
    (
        "videoset.setvideo3",
        {"videoflip": "both", "capture2.size": "not_used", "encoder3.codec": "mjpeg", "encoder3.quality": 5},
        (
            "videoset.cgi?action=setvideo3&videoflip=both&capture2.size=nouse&encoder3.codec=mjpeg"
            "&encoder3.quality=5"
        ),
    ),
    ("videoset.getmaxsize", {}, "videoset.cgi?action=getmaxsize"),
    ("audioset.getaudio", {}, "audioset.cgi?action=getaudio"),
    (
        "audioset.setaudio",
        {
            "audiocodec": "alaw",
            "audioinenable": True,
            "audioingain": 1,
            "audiooutenable": False,
            "audiooutgain": 100,
            "audiosampling": "hz_16000",
        },
        (
            "audioset.cgi?action=setaudio&audiocodec=alaw&audioinenable=enable&audioingain=1"
            "&audiooutenable=disable&audiooutgain=100&audiosampling=16000"
        ),
    ),
    ("rtspset.getrtsp", {}, "rtspset.cgi?action=getrtsp"),
    (
        "rtspset.setrtsp",
        {
            "rtspport": 3000,
            "rtpport": "6000,6999",
            "multicastvideoip": "239.9.9.9",
            "multicastvideoport": 6000,
        },
        (
            "rtspset.cgi?action=setrtsp&rtspport=3000&rtpport=6000,6999&multicastvideoip=239.9.9.9"
            "&multicastvideoport=6000"
        ),
    ),
    ("connectinfo.getconnect", {}, "connectinfo.cgi?action=getconnect&stream=all"),
    ("requestevent.getevent", {}, "requestevent.cgi?action=getevent&eventtype=all"),
    (
        "requestevent.getevent.one",
        {"eventtype": "videotamper"},
        "requestevent.cgi?action=getevent&eventtype=videotamper",
    ),
    ("ctrl_alarmout.setalarmout", {"alarmout1": True}, "ctrl_alarmout.cgi?action=setalarmout&alarmout1=on"),
    ("ptzf_status.getptzstatus", {}, "ptzf_status.cgi?action=getptzstatus"),
    ("ptzf_status.setptzstatus", {"zfstatus": False}, "ptzf_status.cgi?action=setptzstatus&zfstatus=disable"),
    ("ptzf_status.lensreset", {}, "ptzf_status.cgi?action=lensreset"),
    (
        "pt_control.setptmove",
        {"pan": "left", "panspeed": 1, "tilt": "up", "tiltspeed": 100},
        "pt_control.cgi?action=setptmove&pan=left&panspeed=1&tilt=up&tiltspeed=100",
    ),
    ("zf_control.onepush", {}, "zf_control.cgi?action=onepush"),
    (
        "zf_control.setzfmove",
        {"zoom": "in", "zoomspeed": 40, "focus": "stop"},
        "zf_control.cgi?action=setzfmove&zoom=in&zoomspeed=40&focus=stop",
    ),
    ("preset_control.setpreset", {"number": 256}, "preset_control.cgi?action=setpreset&number=256"),
    ("preset_control.gopreset", {"number": 1}, "preset_control.cgi?action=gopreset&number=1"),
    ("preset_control.clearpreset", {"number": 128}, "preset_control.cgi?action=clearpreset&number=128"),
    ("preset_control.autopan", {"number": 100}, "preset_control.cgi?action=autopan&number=100"),
    ("preset_control.autopan_cw", {"speed": 30}, "preset_control.cgi?action=autopan_cw&speed=30"),
    ("preset_control.autopan_ccw", {"speed": 255}, "preset_control.cgi?action=autopan_ccw&speed=255"),
    ("preset_control.tour", {"number": 255}, "preset_control.cgi?action=tour&number=255"),
    *((f"serverinfo{n}.getsysinfo{n}", {}, f"serverinfo{n}.cgi?action=getsysinfo{n}") for n in (1, 2, 3)),
    *(
        (f"capabilityvideo.{action}", {}, f"capabilityvideo.cgi?action={action}")
        for action in (
            "getCapabilitiesVideoAll",
            "getVideo",
            "getVideoCodec",
            "getResolution",
            "getFramerate",
            "getBitrate",
            "getQuality",
        )
    ),
    *(
        (f"capabilityaudio.{action}", {}, f"capabilityaudio.cgi?action={action}")
        for action in ("getCapabilitiesAudioAll", "getAudio", "getAudioCodec")
    ),
    *(
        (f"capabilityptz.{action}", {}, f"capabilityptz.cgi?action={action}")
        for action in ("getCapabilitiesPTZAll", "getPTZ")
    ),
]
IMAGES: list[tuple[str, Mapping[str, object], str]] = [
    ("jpeg", {}, "jpeg.cgi"),
    ("mjpeg", {}, "mjpeg.cgi"),
    ("mjpeg", {"source": "input2", "refresh": 300}, "mjpeg.cgi?source=input2&refresh=300"),
]


@pytest.mark.parametrize(
    ("name", "values", "target"),
    [
        *((name, values, f"/cgi-bin/control/{target}") for name, values, target in REQUESTS),
        *((name, values, f"/cgi-bin/image/{target}") for name, values, target in IMAGES),
    ],
)
def test_request(name: str, values: dict[str, object], target: str) -> None:
    command = COMMANDS[name]
    assert WIRE.request(command, command.encode(values)).target == target


def test_every_command_has_a_request() -> None:
    assert {name for name, _, _ in (*REQUESTS, *IMAGES)} == set(COMMANDS)


def test_the_account_goes_in_front() -> None:
    http_request = WIRE.request(COMMANDS["reboot.setreboot"], {})
    HUCOMS.login(Credentials("chief", "a&b c")).sign(http_request)
    assert http_request.target == "/cgi-bin/control/reboot.cgi?id=chief&passwd=a%26b%20c&action=setreboot"


def test_pairs_of_the_manual() -> None:
    """42 CGIs with 89 actions, the numbered ones counted once."""
    pairs = {
        re.sub(r"(alarmin|alarmout|motion|privacy|setvideo)\d+$", r"\1#", name.removesuffix(".one"))
        for name in COMMANDS
    }
    assert len(pairs) == 89
    assert len({row.path for row in COMMANDS.values()}) == 42


HEADINGS = """
1.1 Server Name
1.2 Server Date
1.3 MAC
1.4 Rebooting
1.5 Web port
1.6 Language
1.7 IP address
1.8 DNS
2.1 Alarm Input
2.2 Alarm Output
2.3 Motion alarm
2.4 Record
2.5 Shock (Video tamper)
3.1 Day & Night
3.2 Color Control
3.3 White balance
3.4 WDR
3.5 Camera Effect
3.6 Camera Slow Shutter
3.7 Camera Shutter Speed
4.1 HTTP API
4.2 OSD
4.3 Privacy Area
4.4 TV OUT
4.5 Video
4.6 Audio
4.7 RTSP
4.8 Connection Information for stream
5.1 Event
6.1 Alarm Out(Relay) On/Off
7.1 JPEG Image Transmission
7.2 MJPEG Image Transmission
8.1 Pan/Tilt/Zoom/Focus Status
8.2 Pan/Tilt Control
8.3 Zoom/Focus Control
8.4 Preset/ Auto pan/ Tour
Annex A. Unified Command 1
Annex A. Unified Command 2
Annex A. Unified Command 3
B1.1 Get Capabilities Video All
B1.2 Get Capabilities Video
B1.3 Get Capabilities VideoCodec
B1.4 Get Capabilities Resolution
B1.5 Get Capabilities Framerate & Keyframe
B1.6 Get Capabilities Bitrate
B1.7 Get Capabilities Quality
B2.1 Get Capabilities All Audio
B2.2 Get Capabilities Audio
B2.3 Get Capabilities AudioCodec
B3.1 Get Capabilities All PTZ
B3.2 Get Capabilities PTZ
"""


def test_headings_in_the_manuals_order() -> None:
    assert list(dict.fromkeys(row.section for row in COMMANDS.values())) == HEADINGS.strip().splitlines()


# Lowest and highest number of the manual.
RANGES = [
    ("serverdate.setdate", "year", 1970, 2031),
    ("serverdate.setdate", "month", 1, 12),
    ("serverdate.setdate", "day", 1, 31),
    ("serverdate.setdate", "hour", 0, 23),
    ("serverdate.setdate", "minute", 0, 59),
    ("serverdate.setdate", "second", 0, 59),
    ("webport.setwebport", "webport", 80, 60000),
    ("alarmout.setalarmout1", "alarmout1.link", 0, 7),
    ("alarmout.setalarmout1", "alarmout1.time", 1, 180),
    ("motion.setmotion1", "motion1.level", 1, 5),
    *(("motion.setmotion1", f"motion1.area{row}", 0, 0xFFFFFF) for row in (1, 6, 7, 18)),
    ("recordevent.setrecevent", "record.link", 0, 7),
    ("recordevent.setrecevent", "record.save", 0, 3),
    ("recordevent.setrecevent", "record.timeprev", 0, 5),
    ("recordevent.setrecevent", "record.timenext", 5, 30),
    ("recordevent.setrecevent", "record.maxsize", 2048, 10240),
    ("shock.setshock", "shock.level", 1, 9),
    ("camdaynight.setdaynight", "autolevel", 1, 100),
    ("camdaynight.setdaynight", "interval", 1, 200),
    ("camdaynight.setdaynight", "ptn", 1, 990),
    ("camdaynight.setdaynight", "ptd", 1, 990),
    *(
        (f"camcolor.{setter}", name, 1, 100)
        for setter in ("setcolor", "setncolor")
        for name in ("bright", "contrast", "saturation", "sharp", "edge", "hue")
    ),
    ("camwhitebal.setwb", "userred", 1, 100),
    ("camwhitebal.setwb", "userblue", 1, 100),
    ("camslowshut.setslowsh", "slowshutter", 1, 100),
    ("camshutspeed.setshutterspd", "agcvalue", 1, 100),
    ("privacy.setprivacy16", "privacy.color", 1, 8),
    ("privacy.setprivacy16", "privacy.startx", 0, 319),
    ("privacy.setprivacy16", "privacy.starty", 0, 239),
    ("privacy.setprivacy16", "privacy.endx", 1, 320),
    ("privacy.setprivacy16", "privacy.endy", 1, 240),
    ("videoset.setvideo1", "encoder1.framerate", 1, 120),
    ("videoset.setvideo2", "encoder2.quality", 5, 12000),
    ("videoset.setvideo3", "encoder3.keyframe", 5, 120),
    ("audioset.setaudio", "audioingain", 1, 100),
    ("audioset.setaudio", "audiooutgain", 1, 100),
    ("rtspset.setrtsp", "rtspport", 554, 60000),
    ("rtspset.setrtsp", "rtsptimelimit", 0, 300),
    ("rtspset.setrtsp", "multicastttl", 1, 128),
    ("rtspset.setrtsp", "multicastvideoport", 3000, 60000),
    ("rtspset.setrtsp", "multicastaudioport", 3000, 60000),
    ("mjpeg", "refresh", 0, 300),
    ("pt_control.setptmove", "panspeed", 1, 100),
    ("pt_control.setptmove", "tiltspeed", 1, 100),
    ("zf_control.setzfmove", "zoomspeed", 1, 100),
    ("zf_control.setzfmove", "focusspeed", 1, 100),
    ("preset_control.setpreset", "number", 1, 256),
    ("preset_control.gopreset", "number", 1, 256),
    ("preset_control.clearpreset", "number", 1, 256),
    ("preset_control.autopan", "number", 1, 255),
    ("preset_control.autopan_cw", "speed", 1, 255),
    ("preset_control.autopan_ccw", "speed", 1, 255),
    ("preset_control.tour", "number", 1, 255),
]


@pytest.mark.parametrize(("name", "param", "lowest", "highest"), RANGES)
def test_range(name: str, param: str, lowest: int, highest: int) -> None:
    codec = COMMANDS[name].param(param).codec
    assert [codec.encode(lowest), codec.encode(highest)] == [str(lowest), str(highest)]
    for value in (lowest - 1, highest + 1, "", "much", None, 0.5):
        with pytest.raises(InvalidValueError):
            codec.encode(value)


# Numbers that the manual leaves out between its lowest and highest.
GAPS = [
    ("webport.setwebport", "webport", 81, 2999, "80, 3000-60000"),
    ("rtspset.setrtsp", "rtspport", 555, 2999, "554, 3000-60000"),
    ("rtspset.setrtsp", "rtsptimelimit", 1, 59, "0, 60-300 s"),
    ("alarmout.setalarmout1", "alarmout1.time", 2, 4, "1, 5-180 s"),
    ("preset_control.autopan", "number", 101, 254, "1-100, 255-255"),
    ("preset_control.tour", "number", 101, 254, "1-100, 255-255"),
    ("preset_control.autopan_cw", "speed", 101, 254, "1-100, 255-255"),
]


@pytest.mark.parametrize(("name", "param", "first", "last", "limits"), GAPS)
def test_gap(name: str, param: str, first: int, last: int, limits: str) -> None:
    codec = COMMANDS[name].param(param).codec
    assert codec.limits == limits
    for value in (first, last):
        with pytest.raises(InvalidValueError):
            codec.encode(value)
    assert [codec.encode(first - 1), codec.encode(last + 1)] == [str(first - 1), str(last + 1)]


@pytest.mark.parametrize(
    ("name", "param"),
    [
        ("servername.setservername", "servername"),
        ("alarmin.setalarmin1", "alarmin1.name"),
        ("alarmout.setalarmout1", "alarmout1.name"),
        ("motion.setmotion1", "motion1.name"),
        ("osd.setosd", "textstr"),
    ],
)
def test_length(name: str, param: str) -> None:
    codec = COMMANDS[name].param(param).codec
    assert codec.encode("x" * 10) == "x" * 10
    with pytest.raises(InvalidValueError):
        codec.encode("x" * 11)


CODES = [
    ("language.setlang", "language", "english, korean, polish, russian, persian"),
    ("netset.setip", "mode", "static, dhcp"),
    ("alarmin.setalarmin1", "alarmin1.type", "nc normally_closed, no normally_open"),
    ("motion.setmotion1", "motion1.size", "8x6 coarse, 24x18 fine"),
    ("recordevent.setrecevent", "record.streamid", "stream1, stream2, stream3"),
    ("camdaynight.setdaynight", "mode", "day, night, auto, lpr"),
    (
        "camdaynight.setdaynight",
        "lprdayspeed",
        "1 step_1, 2 step_2, 3 step_3, 4 step_4, 5 step_5, 6 step_6, 7 step_7, 8 step_8, 9 step_9, 10 auto",
    ),
    ("camwhitebal.setwb", "mode", "auto, indoor, outdoor, fluorescent, user"),
    ("camwdr.setwdr", "mode", "compensation, dwdr digital"),
    ("camwdr.setwdr", "compensationmode", "front, back"),
    ("camwdr.setwdr", "dwdrmode", "step1 step_1, step2 step_2, step3 step_3, step4 step_4, step5 step_5"),
    ("camshutspeed.setshutterspd", "shutmode", "auto, suppressroll anti_flicker, user"),
    (
        "camshutspeed.setshutterspd",
        "maxexposure",
        "1 step_1, 2 step_2, 3 step_3, 4 step_4, 5 step_5, 6 auto",
    ),
    ("camshutspeed.setshutterspd", "suppress", "week weak, strong"),
    ("osd.setosd", "datetype", "yyyy-mm-dd yyyy_mm_dd, dd-mm-yyyy dd_mm_yyyy, mm-dd-yyyy mm_dd_yyyy"),
    ("osd.setosd", "osdsize", "big large, small"),
    ("tvout.settvout", "tvtype", "ntsc, pal"),
    ("videoset.setvideo1", "videoflip", "normal, mirror, flip, both"),
    (
        "videoset.setvideo1",
        "capture1.size",
        (
            "4000x3000, 4096x2160, 3840x2160, 2560x1920, 2560x1600, 2048x1536, 1600x1200, 1920x1080 1080p, "
            "1280x1024, 1280x960, 1280x720 720p, 1024x768"
        ),
    ),
    (
        "videoset.setvideo2",
        "capture2.size",
        (
            "2048x1536, 1600x1200, 1920x1080 1080p, 1280x1024, 1280x960, 1280x720 720p, 1024x768, 854x480, "
            "640x480 vga, 320x240 qvga, nouse not_used"
        ),
    ),
    (
        "videoset.setvideo3",
        "capture3.size",
        (
            "2560x1920, 2560x1600, 2048x1536, 1600x1200, 1920x1080 1080p, 1280x1024, 1280x960, 1280x720 "
            "720p, 1024x768, 640x480 vga, 320x240 qvga, nouse not_used"
        ),
    ),
    ("videoset.setvideo1", "encoder1.source", "capture1"),
    ("videoset.setvideo2", "encoder2.source", "capture1, capture2, capture3"),
    ("videoset.setvideo2", "encoder2.codec", "h264, mpeg mpeg4, mjpeg"),
    ("videoset.setvideo2", "encoder2.ratectrl", "cbr, vbr"),
    ("audioset.setaudio", "audiocodec", "ulaw, alaw"),
    ("audioset.setaudio", "audiosampling", "8000 hz_8000, 16000 hz_16000"),
    ("requestevent.getevent.one", "eventtype", "alarmin, alarmout, motion, videotamper, all"),
    ("mjpeg", "source", "input1, input2"),
    ("pt_control.setptmove", "pan", "right, left, stop"),
    ("pt_control.setptmove", "tilt", "up, down, stop"),
    ("zf_control.setzfmove", "zoom", "in, out, stop"),
    ("zf_control.setzfmove", "focus", "in, out, stop"),
]


@pytest.mark.parametrize(("name", "param", "table"), CODES)
def test_codes(name: str, param: str, table: str) -> None:
    codec = COMMANDS[name].param(param).codec
    assert codec.limits == table
    for option in ("", "unheard_of"):
        with pytest.raises(InvalidValueError):
            codec.encode(option)


@pytest.mark.parametrize(
    ("name", "param", "off", "on"),
    [
        ("alarmin.setalarmin1", "allstatus", "disable", "enable"),
        ("ctrl_alarmout.setalarmout", "alarmout1", "off", "on"),
    ],
)
def test_flag(name: str, param: str, off: str, on: str) -> None:
    codec = COMMANDS[name].param(param).codec
    assert [codec.encode(False), codec.encode(True)] == [off, on]
    with pytest.raises(InvalidValueError):
        codec.encode(2)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("servername.setservername", {}),
        ("serverdate.setdate", {"year": 2020, "month": 5, "day": 1, "hour": 2}),
        ("webport.setwebport", {}),
        ("language.setlang", {"language": "latin"}),
        ("netset.setip", {"ipaddress": "10.0.0.1"}),
        ("requestevent.getevent", {"eventtype": "motion"}),
        ("requestevent.getevent.one", {}),
        ("preset_control.gopreset", {}),
        ("preset_control.autopan_cw", {"number": 1}),
        ("mjpeg", {"refresh": 301}),
        ("jpeg", {"source": "input1"}),
    ],
)
def test_refused_request(name: str, values: Mapping[str, object]) -> None:
    with pytest.raises(InvalidValueError):
        COMMANDS[name].encode(values)


# What the camera does to people: only the administrator commands it, everybody may look.

DESTRUCTIVE = {
    "reboot.setfactory",
    "reboot.setfactoryexip",
    "webport.setwebport",
    "netset.setip",
    "dnsset.setdns",
    "httpapi.setapi",
}


def test_effects_and_access() -> None:
    found = {name for name, row in COMMANDS.items() if row.effect is Effect.DESTRUCTIVE}
    assert found == DESTRUCTIVE
    visitors = {name for name, row in COMMANDS.items() if row.access is not Access.ADMINISTRATOR}
    assert visitors == {"jpeg", "mjpeg"}
    streams = {name for name, row in COMMANDS.items() if row.effect is Effect.STREAM}
    assert streams == {"mjpeg", "requestevent.getevent.one"}
    fast = {name for name, row in COMMANDS.items() if row.speed is Speed.FAST}
    assert fast == {"requestevent.getevent"}


def test_every_setting_has_its_getter() -> None:
    for row in COMMANDS.values():
        if row.group and row.effect in (Effect.WRITE, Effect.DESTRUCTIVE):
            getter = COMMANDS.getter(row.group)
            assert getter is not None, row.name
            assert getter.path == row.path
            told = {field.name for field in getter.returns}
            assert {param.field for param in row.params} <= told, row.name


# Parameters that go along with others.

WHITE = {"wbmode": "user", "userred": "30", "userblue": "70"}
SHUTTER = {"shutmode": "user", "shutspeed": "5", "agcvalue": "64"}
NIGHT = {"daynightmode": "auto", "interval": "5", "ptn": "700", "ptd": "300", "irlink": "enable"}
ENCODER = {
    "encoder1.enable": "enable",
    "encoder1.source": "capture1",
    "encoder1.codec": "h264",
    "encoder1.framerate": "20",
    "encoder1.quality": "900",
    "encoder1.keyframe": "40",
    "encoder1.ratectrl": "vbr",
    "videoflip": "normal",
}


@pytest.mark.parametrize(
    ("name", "change", "record", "sent"),
    [
        (
            "camwhitebal.setwb",
            {"userred": "31"},
            WHITE,
            {"mode": "user", "userred": "31", "userblue": "70"},
        ),
        (
            "camshutspeed.setshutterspd",
            {"agcvalue": "65"},
            SHUTTER,
            {"shutmode": "user", "shutspeed": "5", "agcvalue": "65"},
        ),
        ("camdaynight.setdaynight", {"ptn": "710"}, NIGHT, {"ptn": "710", "ptd": "300"}),
        (
            "camdaynight.setdaynight",
            {"daynightmode": "night"},
            NIGHT,
            {"mode": "night", "interval": "5", "ptn": "700", "ptd": "300"},
        ),
        ("camdaynight.setdaynight", {"irlink": "disable"}, NIGHT, {"irlink": "disable"}),
        (
            "videoset.setvideo1",
            {"encoder1.framerate": "21"},
            ENCODER,
            {
                "encoder1.enable": "enable",
                "encoder1.source": "capture1",
                "encoder1.codec": "h264",
                "encoder1.framerate": "21",
                "encoder1.quality": "900",
            },
        ),
        ("videoset.setvideo1", {"videoflip": "flip"}, ENCODER, {"videoflip": "flip"}),
        (
            "motion.setmotion1",
            {"motion1.area2": "9"},
            {"motion1.size": "24x18", "motion1.area2": "1", "motion1.area3": "2"},
            {"motion1.size": "24x18", "motion1.area2": "9"},
        ),
    ],
)
def test_what_goes_along(
    name: str, change: dict[str, str], record: dict[str, str], sent: dict[str, str]
) -> None:
    assert COMMANDS[name].complete(change, record) == sent


# Replies

REPLIES: list[tuple[str, bytes, dict[str, str]]] = [
    ("servername.getservername", b"servername = kennel", {"servername": "kennel"}),
    (
        "serverdate.getdate",
        b"serverdate = November 21, 2026 08:09:10\r\n",
        {"serverdate": "November 21, 2026 08:09:10"},
    ),
    ("servermac.getmac", b"mac = 02:4a:5b:6c:7d:8e\n", {"mac": "02:4a:5b:6c:7d:8e"}),
    (
        "alarmout.getalarmout1",
        (
            b"allstatus = enable\r\nmaxno = 1  * as many as supported\r\nalarmout1.enable = disable\r\n"
            b"alarmout1.name = bell *2\r\nalarmout1.link = 3\r\nalarmout1.time = 5  *continuous, 5~180\r\n"
        ),
        {
            "allstatus": "enable",
            "maxno": "1",
            "alarmout1.enable": "disable",
            "alarmout1.name": "bell *2",
            "alarmout1.link": "3",
            "alarmout1.time": "5",
        },
    ),
    (
        "camshutspeed.getshutterspd",
        b"shutmode = auto\nminshutspd = 6  * shown in auto\n",
        {"shutmode": "auto", "minshutspd": "6"},
    ),
    (
        "camcolor.getCapabilitiesImage",
        (
            b"[ImageEnhanceSupported]\nbrightness = Yes\nhue = No\n"
            b"[ImageEnhanceValuerange]\nbrightness = min:1;max:90;default:4\nhue = min:1;max:100;default:50\n"
        ),
        {
            "brightness": "Yes",
            "hue": "No",
            "ImageEnhanceValuerange/brightness": "min:1;max:90;default:4",
            "ImageEnhanceValuerange/hue": "min:1;max:100;default:50",
        },
    ),
    (
        "rtspset.getrtsp",
        b"rtspport = 554\nrtpport = 5000,5999\nmulticastvidioip = 239.4.4.4\nmulticastvidioport = 41000\n",
        {
            "rtspport": "554",
            "rtpport": "5000,5999",
            "multicastvideoip": "239.4.4.4",
            "multicastvideoport": "41000",
        },
    ),
    (
        "connectinfo.getconnect",
        b"stream3.codec = mjpeg\nstream3.size = 640x480\nstream3.address = rtsp://10.9.8.7:554/stream3\n",
        {
            "stream3.codec": "mjpeg",
            "stream3.size": "640x480",
            "stream3.address": "rtsp://10.9.8.7:554/stream3",
        },
    ),
    (
        "requestevent.getevent",
        b"--word\r\nContent-type: text/plain\r\nContent-Length: 14\r\n\r\nmotion1 = on\r\n\r\n--word\r\n",
        {"motion1": "on"},
    ),
    (
        "requestevent.getevent",
        (
            b"--eventlist\nContent-type: text/plain\n\nContent-Length: 14 \nalarmin1 = off--eventlist\n"
            b"Content-type: text/plain\n\nContent-Length: 14\nalarmout1 = on--eventlist\n"
        ),
        {"alarmin1": "off", "alarmout1": "on"},
    ),
    ("requestevent.getevent", b"alarmin1 = off\nmotion1 = on", {"alarmin1": "off", "motion1": "on"}),
    (
        "serverinfo2.getsysinfo2",
        (
            b"[AlarmMotion]\r\nallstatus = enable\r\nmaxno = 1\r\nmotion1.level = 2\r\n"
            b"[AlarmIput]\r\nallstatus = disable\r\nmaxno = 1\r\nalarmin1.type = nc\r\n"
        ),
        {
            "allstatus": "enable",
            "maxno": "1",
            "motion1.level": "2",
            "AlarmIput/allstatus": "disable",
            "AlarmIput/maxno": "1",
            "alarmin1.type": "nc",
        },
    ),
    (
        "serverinfo1.getsysinfo1",
        b"[VideoInfo]\nencoder3.codec = jpeg\nencoder2.codec = mpeg\n[AudioInfo]\naudioin = enable\n",
        {"encoder3.codec": "mjpeg", "encoder2.codec": "mpeg", "audioin": "enable"},
    ),
    (
        "capabilityvideo.getFramerate",
        (
            b"[Capabilities Framerate]\nMaxFramerate = 60\nfix:60fps@1280x720\nmin:1fps;max:30fps@640x480\n"
            b"[Capabilities KeyFrame]\nmin:5;max:120@fix:60fps\n"
        ),
        {
            "MaxFramerate": "60",
            "Capabilities Framerate": "fix:60fps@1280x720\nmin:1fps;max:30fps@640x480",
            "Capabilities KeyFrame": "min:5;max:120@fix:60fps",
        },
    ),
    (
        "capabilityvideo.getVideo",
        b"[Capabilities Video]\nMaxVideosizeH.264 = 1920x1080\nstream2 = H264@Capture1;MJPEG@Capture2\n",
        {"MaxVideosizeH264": "1920x1080", "stream2": "H264@Capture1;MJPEG@Capture2"},
    ),
]


@pytest.mark.parametrize(("name", "body", "record"), REPLIES)
def test_reply(name: str, body: bytes, record: dict[str, str]) -> None:
    assert WIRE.parse(COMMANDS[name], HttpResponse(200, {}, body)) == record


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"Error: Invalid ID or Password", AuthError),
        (b"Error:Invalid ID or Password\r\n", AuthError),
        (b"\r\nError: apictrlstatus disabled\n", ApiDisabledError),
        (b"Error: unauthorized", PermissionDeniedError),
        (b"Error: invalid parameter", RejectedError),
        (b"Error: unsupported command", UnsupportedError),
        (b"Error:", RejectedError),
        (b"error: something new", RejectedError),
        (b"rc = -1\r\n", RejectedError),
    ],
)
def test_refusal(body: bytes, kind: type[CameraError]) -> None:
    with pytest.raises(kind) as raised:
        WIRE.check(COMMANDS["osd.setosd"], HttpResponse(200, {}, body))
    assert raised.value.command == "osd.setosd"
    assert raised.value.reason


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b""),
        (204, b""),
        (200, b"rc = 0\r\n"),
        (200, b"factoryset = rebooting"),
        (202, b"alarmout1 = on"),
    ],
)
def test_success(status: int, body: bytes) -> None:
    WIRE.check(COMMANDS["pt_control.setptmove"], HttpResponse(status, {}, body))


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\xff\xd8\xff\xe0", b"[Section]"])
def test_nothing_to_read(body: bytes) -> None:
    with pytest.raises(ReplyError):
        WIRE.parse(COMMANDS["osd.getosd"], HttpResponse(200, {}, body))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("March 8, 2011 12:30:00", (2011, 3, 8, 12, 30, 0)),
        ("3 8, 2011 12:30", (2011, 3, 8, 12, 30, 0)),
        ("dec 31, 2030 23:59:59", (2030, 12, 31, 23, 59, 59)),
        ("Smarch 8, 2011 12:30:00", None),
        ("13 8, 2011 12:30:00", None),
        ("", None),
        ("1970", None),
    ],
)
def test_date(text: str, parts: tuple[int, ...] | None) -> None:
    time = read_date(text)
    found = time and (time.year, time.month, time.day, time.hour, time.minute, time.second)
    assert found == parts
