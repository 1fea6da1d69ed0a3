"""Foscam IPCamera CGI User Guide 1.0.10."""

from collections.abc import Mapping

from .facts import Facts, Write, by_platform, one

ALWAYS = {f"schedule{day}": "281474976710655" for day in range(7)}
MASKS = {f"{corner}_{n}": "0" for n in range(4) for corner in ("x1", "y1", "x2", "y2")}


def cgi(name: str, query: str = "") -> str:
    """Return a request."""
    return f"/cgi-bin/CGIProxy.fcgi?cmd={name}" + (f"&{query}" if query else "")


def single(value: object, name: str, group: str, field: str, text: str) -> Write:
    """Return a write of a command that has one parameter."""
    return one(value, cgi(name, f"{field}={text}"), f"{group}.{field}", text)


class Whole:
    """A command that sets a complete record: what it does not change goes out as it was."""

    def __init__(self, name: str, group: str, record: Mapping[str, str], reads: str = "") -> None:
        """Take the record as the simulated camera has it, in the manual's order."""
        self.name = name
        self.group = group
        self.record = record
        self.reads = reads or f"get{name[3:]}"

    def query(self, **changed: str) -> str:
        """Return the parameters."""
        return "&".join(f"{name}={text}" for name, text in {**self.record, **changed}.items())

    def __call__(self, value: object, field: str, text: str) -> Write:
        """Return a write of one of the fields."""
        request = cgi(self.name, self.query(**{field: text}))
        return one(value, request, f"{self.group}.{field}", text, reads=self.reads)


motion = Whole(
    "setMotionDetectConfig",
    "motion",
    {
        "isEnable": "1",
        "linkage": "206",
        "snapInterval": "2",
        "sensitivity": "1",
        "triggerInterval": "10",
        **ALWAYS,
        **{f"area{row}": "1023" for row in range(10)},
    },
)
alarm_input = Whole(
    "setIOAlarmConfig",
    "input",
    {
        "isEnable": "0",
        "linkage": "6",
        "alarmLevel": "0",
        "snapInterval": "2",
        "triggerInterval": "5",
        **ALWAYS,
    },
)
local_record = Whole(
    "setLocalAlarmRecordConfig",
    "local_record",
    {"isEnableLocalAlarmRecord": "0", "localAlarmRecordSecs": "30"},
)
snap = Whole("setSnapConfig", "snap", {"snapPicQuality": "1", "saveLocation": "0"})
snap_schedule = Whole(
    "setScheduleSnapConfig", "snap_schedule", {"isEnable": "0", "snapInterval": "2", **ALWAYS}
)
alarm_record = Whole(
    "setAlarmRecordConfig",
    "alarm_record",
    {"isEnablePreRecord": "1", "preRecordSecs": "5", "alarmRecordSecs": "30"},
)
record_schedule = Whole(
    "setScheduleRecordConfig",
    "record_schedule",
    {"isEnable": "0", "recordLevel": "0", "spaceFullMode": "0", "isEnableAudio": "0", **ALWAYS},
)
osd = Whole(
    "setOSDSetting",
    "osd",
    {"isEnableTimeStamp": "1", "isEnableDevName": "1", "dispPos": "0", "isEnableOSDMask": "0"},
)
cruise_time = Whole("setCruiseTimeCustomed", "cruise_time_customed", {"time": "60", "customed": "0"})
ports = Whole(
    "setPortInfo", "ports", {"webPort": "88", "mediaPort": "88", "httpsPort": "443", "onvifPort": "888"}
)
ddns = Whole(
    "setDDNSConfig",
    "ddns",
    {
        "isEnable": "0",
        "hostName": "garden.example.org",
        "ddnsServer": "4",
        "user": "dora",
        "password": "fig-8",
    },
)
FTP = {
    "ftpAddr": "ftp://192.0.2.9/camera",
    "ftpPort": "21",
    "mode": "0",
    "userName": "ftp",
    "password": "pear%1",
}
ftp = Whole("setFtpConfig", "ftp", FTP)
mail = Whole(
    "setSMTPConfig",
    "mail",
    {
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
)
pppoe = Whole("setPPPoEConfig", "pppoe", {"isEnable": "0", "userName": "dial", "password": "in-9"})
firewall = Whole(
    "setFirewallConfig",
    "firewall",
    {"isEnable": "0", "rule": "0", **{f"ipList{n}": "0" for n in range(8)}},
)


def clock(value: object, field: str, text: str, **given: str) -> Write:
    """Return a write of a setting of the clock, which a server sets: then no time goes along."""
    fields = {
        "timeSource": "0",
        "ntpServer": "time.nist.gov",
        "dateFormat": "0",
        "timeFormat": "1",
        "timeZone": "-3600",
        "isDst": "0",
        "dst": "0",
        field: text,
    }
    query = "&".join(f"{name}={told}" for name, told in fields.items())
    request = cgi("setSystemTime", query)
    return one(value, request, f"time.{field}", text, reads="getSystemTime").when(
        "time", **{"timeSource": "0", **given}
    )


def video(value: object, field: str, text: str) -> Write:
    """Return a write of the main stream's first type, all of which goes out."""
    record = {"resolution": "0", "bitRate": "2097152", "frameRate": "25", "GOP": "50", "isVBR": "0"}
    return stream("setVideoStreamParam", "main_video", record, value, field, text)


def sub_video(value: object, field: str, text: str) -> Write:
    """Return a write of the sub stream's first type, all of which goes out."""
    record = {"resolution": "1", "bitRate": "524288", "frameRate": "15", "GOP": "30", "isVBR": "0"}
    return stream("setSubVideoStreamParam", "sub_video", record, value, field, text)


def stream(name: str, group: str, record: Mapping[str, str], value: object, field: str, text: str) -> Write:
    """Return a write of the type of a stream that is in use."""
    fields = {"streamType": "0", **record, field: text}
    query = "&".join(f"{each}={told}" for each, told in fields.items())
    return one(value, cgi(name, query), f"{group}.{field}0", text, reads=f"get{name[3:]}")


def privacy() -> Write:
    """Return the write that covers everything with the first mask, and shows the masks."""
    areas = "&".join(f"{name}={text}" for name, text in {**MASKS, "x2_0": "10000", "y2_0": "10000"}.items())
    requests = (cgi("setOsdMaskArea", areas), cgi("setOSDMask", "isEnableOSDMask=1"))
    changes = {"mask_areas.x2_0": "10000", "mask_areas.y2_0": "10000", "mask.isEnableOSDMask": "1"}
    return Write(True, requests, changes, "getOsdMaskArea")


SWITCHES = {
    "motion_detection": motion(False, "isEnable", "0"),
    # Bits that the manual does not know go out as they were.
    "ring_on_alarm": motion(True, "linkage", "207"),
    "mail_on_alarm": motion(False, "linkage", "204"),
    "snapshot_on_alarm": motion(False, "linkage", "202"),
    "record_on_alarm": motion(False, "linkage", "198"),
    "alarm_input_armed": alarm_input(True, "isEnable", "1"),
    "ring_on_alarm_input": alarm_input(True, "linkage", "7"),
    "mail_on_alarm_input": alarm_input(False, "linkage", "4"),
    "snapshot_on_alarm_input": alarm_input(False, "linkage", "2"),
    "record_on_alarm_input": alarm_input(True, "linkage", "14"),
    "computer_sound_on_alarm": single(True, "setPCAudioAlarmCfg", "pc_audio", "isEnablePCAudioAlarm", "1"),
    "computer_record_on_alarm": local_record(True, "isEnableLocalAlarmRecord", "1"),
    "pre_record": alarm_record(False, "isEnablePreRecord", "0"),
    "record_schedule": record_schedule(True, "isEnable", "1"),
    "record_audio": record_schedule(True, "isEnableAudio", "1"),
    "snapshot_schedule": snap_schedule(True, "isEnable", "1"),
    "mirror": single(True, "mirrorVideo", "mirror", "isMirror", "1"),
    "flip": single(True, "flipVideo", "mirror", "isFlip", "1"),
    "overlay_time": osd(False, "isEnableTimeStamp", "0"),
    "overlay_name": osd(False, "isEnableDevName", "0"),
    "privacy_mask": single(True, "setOSDMask", "mask", "isEnableOSDMask", "1"),
    "privacy_mode": privacy(),
    "infrared_light": Write(
        True, (cgi("setInfraLedConfig", "mode=1"), cgi("openInfraLed")), {"infrared.mode": "1"}
    ),
    "ntp": clock(True, "timeSource", "0", timeSource="1"),
    "daylight_saving_time": clock(True, "isDst", "1"),
    "patrol_custom_duration_used": cruise_time(True, "customed", "1"),
    "upnp": single(True, "setUPnPConfig", "upnp", "isEnable", "1"),
    "p2p": single(True, "setP2PEnable", "p2p", "enable", "1"),
    "ddns": ddns(True, "isEnable", "1"),
    "mail": mail(False, "isEnable", "0"),
    "pppoe": pppoe(True, "isEnable", "1"),
    "firewall": firewall(True, "isEnable", "1"),
}

SELECTS = {
    "stream_profile": single("type_2", "setMainVideoStreamType", "main_type", "streamType", "1"),
    # The manual does not say which number is which size; the cameras do.
    "resolution": video("vga", "resolution", "1"),
    "sub_resolution": sub_video("qvga_wide", "resolution", "4"),
    "sub_video_codec": single("mjpeg", "setSubStreamFormat", "write_only", "format", "1"),
    "h264_frame_references": single("skipping", "setH264FrmRefMode", "h264_reference", "mode", "1"),
    "power_line_frequency": single("hz_50", "setPwrFreq", "write_only", "freq", "1"),
    "motion_sensitivity_level": motion("lowest", "sensitivity", "4"),
    "alarm_input_level": alarm_input("high", "alarmLevel", "1"),
    "snapshot_quality": snap("high", "snapPicQuality", "2"),
    "snapshot_storage": snap("ftp", "saveLocation", "2"),
    "record_frame_rate": record_schedule("fps_1", "recordLevel", "5"),
    "record_when_full": record_schedule("stop", "spaceFullMode", "1"),
    "record_stream": single("sub", "setScheduleRecordStreamChn", "record_stream", "chn", "1"),
    "preset": one("RightMost", cgi("ptzGotoPresetPoint", "name=RightMost")),
    "patrol": one("Vertical", cgi("ptzStartCruise", "mapName=Vertical")),
    # The manual counts the other way round.
    "ptz_speed": single("very_fast", "setPTZSpeed", "ptz_speed", "speed", "0"),
    "zoom_speed": single("fast", "setZoomSpeed", "zoom_speed", "speed", "2"),
    "patrol_end": single("loops", "setCruiseCtrlMode", "cruise_mode", "mode", "1"),
    "motor_test": single("preset", "setPTZSelfTestMode", "selftest", "mode", "2"),
    "motor_test_preset": single(
        "LeftMost", "setPTZPrePointForSelfTest", "selftest_preset", "name", "LeftMost"
    ),
    "ddns_provider": ddns("oray", "ddnsServer", "1"),
    "ftp_mode": ftp("port", "mode", "1"),
    "mail_encryption": mail("none", "tls", "0"),
    "firewall_rule": firewall("allow", "rule", "1"),
    "date_format": clock("mm_dd_yyyy", "dateFormat", "2"),
    "time_format": clock("hours_12", "timeFormat", "0"),
    "infrared_mode": single("manual", "setInfraLedConfig", "infrared", "mode", "1"),
}

NUMBERS = {
    "brightness": single(100, "setBrightness", "image", "brightness", "100"),
    # The manual's example has `constrast`, its list the name that counts.
    "contrast": single(0, "setContrast", "image", "contrast", "0"),
    "hue": single(1, "setHue", "image", "hue", "1"),
    "saturation": single(99, "setSaturation", "image", "saturation", "99"),
    "sharpness": single(100, "setSharpness", "image", "sharpness", "100"),
    "lens_correction": single(511, "setRatio", "ratio", "ratio", "0"),
    # Shown in kbit/s.
    "bit_rate": video(20.48, "bitRate", "20480"),
    "frame_rate": video(30, "frameRate", "30"),
    "key_frame_interval": video(25, "GOP", "25"),
    "sub_bit_rate": sub_video(2097.152, "bitRate", "2097152"),
    "sub_frame_rate": sub_video(1, "frameRate", "1"),
    "sub_key_frame_interval": sub_video(60, "GOP", "60"),
    "alarm_snapshot_interval": motion(5, "snapInterval", "5"),
    "alarm_interval": motion(0, "triggerInterval", "0"),
    "alarm_input_snapshot_interval": alarm_input(3, "snapInterval", "3"),
    "alarm_input_interval": alarm_input(3600, "triggerInterval", "3600"),
    "computer_record_duration": local_record(60, "localAlarmRecordSecs", "60"),
    "snapshot_schedule_interval": snap_schedule(30, "snapInterval", "30"),
    "pre_record_duration": alarm_record(0, "preRecordSecs", "0"),
    "record_on_alarm_duration": alarm_record(45, "alarmRecordSecs", "45"),
    "patrol_duration": single(600, "setCruiseTime", "cruise_time", "time", "600"),
    "patrol_custom_duration": cruise_time(90, "time", "90"),
    "patrol_loops": single(9, "setCruiseLoopCnt", "cruise_loops", "count", "9"),
    "media_port": ports(8088, "mediaPort", "8088"),
    "https_port": ports(65535, "httpsPort", "65535"),
    "onvif_port": ports(1, "onvifPort", "1"),
    "time_zone_offset": clock(43200, "timeZone", "43200"),
    "p2p_port": single(54321, "setP2PPort", "p2p_port", "port", "54321"),
}

TEXTS = {
    "device_name": single("Café & pond", "setDevName", "name", "devName", "Café & pond"),
    "ntp_server": clock("192.0.2.1", "ntpServer", "192.0.2.1"),
}


def step(name: str) -> Write:
    """Return a short movement: the camera makes no steps, so it is moved and stopped."""
    return Write(None, (cgi(name), cgi("ptzStopRun")))


BUTTONS = {
    "reset_image": one(None, cgi("resetImageSetting")),
    "clear_alarm_output": one(None, cgi("clearIOAlarmOutput")),
    "reload_recordings": one(None, cgi("reloadRecordindex")),
    # What is tested goes along, the password too.
    "test_ftp": one(None, cgi("testFtpServer", "&".join(f"{name}={text}" for name, text in FTP.items()))),
    "test_mail": one(
        None,
        cgi(
            "smtpTest",
            "smtpServer=mail.example.org&port=587&isNeedAuth=1&tls=2"
            "&user=camera@example.org&password=quince&co&sender=camera@example.org",
        ),
    ),
    "ptz_up": step("ptzMoveUp"),
    "ptz_down": step("ptzMoveDown"),
    "ptz_left": step("ptzMoveLeft"),
    "ptz_right": step("ptzMoveRight"),
    "ptz_up_left": step("ptzMoveTopLeft"),
    "ptz_up_right": step("ptzMoveTopRight"),
    "ptz_down_left": step("ptzMoveBottomLeft"),
    "ptz_down_right": step("ptzMoveBottomRight"),
    "ptz_zoom_in": Write(None, (cgi("zoomIn"), cgi("zoomStop"))),
    "ptz_zoom_out": Write(None, (cgi("zoomOut"), cgi("zoomStop"))),
    "ptz_center": one(None, cgi("ptzReset")),
    "ptz_stop": Write(None, (cgi("ptzStopRun"), cgi("zoomStop"))),
}

FACTS = Facts(
    writes=by_platform(switch=SWITCHES, select=SELECTS, number=NUMBERS, text=TEXTS, button=BUTTONS),
    restart="/cgi-bin/CGIProxy.fcgi?cmd=rebootSystem",
    refusal="<CGI_Result><result>{}</result></CGI_Result>",
    least=20,
)
