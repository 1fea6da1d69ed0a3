"""HTTP API (CGI) 1.20."""

from .facts import Facts, Write, by_platform, one


def cgi(script: str, action: str, query: str = "") -> str:
    """Return a request."""
    return f"/cgi-bin/control/{script}.cgi?action={action}" + (f"&{query}" if query else "")


def setting(
    value: object,
    script: str,
    action: str,
    name: str,
    text: str,
    *,
    group: str = "",
    field: str = "",
    also: str = "",
    after: str = "",
    reads: str = "",
) -> Write:
    """Return a write of one parameter, with what must go along before and after it."""
    request = cgi(script, action, f"{also}{name}={text}{after}")
    return one(value, request, f"{group or script}.{field or name}", text, reads=reads)


def alarm(value: object, kind: str, name: str, text: str, reads: str = "") -> Write:
    """Return a write of a setting of one of the numbered alarms, of which there is one each."""
    name = name if name == "allstatus" else f"{kind}1.{name}"
    return setting(value, kind, f"set{kind}1", name, text, group=f"{kind}1", reads=reads)


def record(value: object, name: str, text: str, reads: str = "") -> Write:
    """Return a write of what is recorded at an event."""
    return setting(value, "recordevent", "setrecevent", f"record.{name}", text, reads=reads)


def color(value: object, name: str, text: str) -> Write:
    """Return a write of one of the colours by day."""
    return setting(value, "camcolor", "setcolor", name, text)


def night(value: object, name: str, text: str) -> Write:
    """Return a write of one of the colours by night."""
    return setting(value, "camcolor", "setncolor", name, text, group="camcolor_night")


def osd(value: object, name: str, text: str) -> Write:
    """Return a write of what is shown in the picture."""
    return setting(value, "osd", "setosd", name, text)


ENCODERS = {
    1: {"enable": "enable", "source": "capture1", "codec": "h264", "framerate": "25", "quality": "2048"},
    2: {"enable": "enable", "source": "capture2", "codec": "mpeg", "framerate": "15", "quality": "512"},
    3: {"enable": "disable", "source": "capture2", "codec": "mjpeg", "framerate": "5", "quality": "60"},
}


def encoder(number: int, value: object, name: str, text: str, **present: str) -> Write:
    """Return a write of a setting of one of the streams.

    What every codec has goes out together; what only moving pictures have is sent when it is set.
    """
    fields = {**ENCODERS[number], **present, name: text}
    query = "&".join(f"encoder{number}.{each}={told}" for each, told in fields.items())
    request = cgi("videoset", f"setvideo{number}", query)
    write = one(value, request, f"videoset.encoder{number}.{name}", text, reads="videoset.getvideo")
    if not present:
        return write
    return write.when("videoset", **{f"encoder{number}.{each}": told for each, told in present.items()})


def codec(number: int, value: object, text: str, **changed: str) -> Write:
    """Return a write of the codec of a stream, with what the moving pictures need."""
    fields = {
        **ENCODERS[number],
        "quality": "2048" if number == 1 else "512",
        "keyframe": "30",
        "ratectrl": "cbr" if number == 2 else "vbr",
        "codec": text,
    }
    query = "&".join(f"encoder{number}.{each}={told}" for each, told in fields.items())
    changes = {f"videoset.encoder{number}.{each}": told for each, told in changed.items()}
    return Write(value, (cgi("videoset", f"setvideo{number}", query),), changes, "videoset.getvideo")


def shared_video(value: object, name: str, text: str, reads: str = "") -> Write:
    """Return a write of what the streams share."""
    return setting(value, "videoset", "setvideo1", name, text, reads=reads)


def sound(value: object, name: str, text: str, field: str = "") -> Write:
    """Return a write of a setting of the sound."""
    return setting(value, "audioset", "setaudio", name, text, field=field)


def rtsp(value: object, name: str, text: str) -> Write:
    """Return a write of a setting of RTSP."""
    return setting(value, "rtspset", "setrtsp", name, text)


def privacy(number: int) -> Write:
    """Return the write that covers one of the areas: the number is in the action alone."""
    return Write(
        True,
        (cgi("privacy", f"setprivacy{number}", "allstatus=enable&privacy.enable=enable"),),
        {**MASKS_COUNT, f"privacy{number}.privacy{number}.enable": "enable"},
        f"privacy.getprivacy{number}",
    )


MASKS_COUNT = {f"privacy{n}.allstatus": "enable" for n in range(1, 17)}
WHOLE = {"startx": "0", "starty": "0", "endx": "319", "endy": "239"}


LINKS, SAVES = "alarmout.getalarmout1", "recordevent.getrecevent"
DAY_NIGHT, VIDEO = "camdaynight.getdaynight", "videoset.getvideo"
WHITE, WDR, SHUTTER = "camwhitebal.getwb", "camwdr.getwdr", "camshutspeed.getshutterspd"
ON, OFF = "enable", "disable"

SWITCHES = {
    "motion_detection": alarm(False, "motion", "enable", OFF),
    "all_motion_detection": alarm(False, "motion", "allstatus", OFF),
    "alarm_input_armed": alarm(True, "alarmin", "enable", ON),
    "all_alarm_inputs": alarm(False, "alarmin", "allstatus", OFF),
    "alarm_output_armed": alarm(True, "alarmout", "enable", ON),
    "all_alarm_outputs": alarm(False, "alarmout", "allstatus", OFF),
    "alarm_output_on_motion": alarm(True, "alarmout", "link", "1", LINKS),
    "alarm_output_on_alarm_input": alarm(True, "alarmout", "link", "2", LINKS),
    "alarm_output_on_tamper": alarm(True, "alarmout", "link", "4", LINKS),
    "tamper_detection": setting(False, "shock", "setshock", "shock.enable", OFF),
    "record_on_alarm": record(True, "status", ON),
    "record_on_motion": record(False, "link", "0", SAVES),
    "record_on_alarm_input": record(True, "link", "3", SAVES),
    "record_on_tamper": record(True, "link", "5", SAVES),
    "record_to_ftp": record(False, "save", "0", SAVES),
    "record_to_mail": record(True, "save", "3", SAVES),
    "alarm_output": one(True, cgi("ctrl_alarmout", "setalarmout", "alarmout1=on")),
    "infrared_light_at_night": setting(False, "camdaynight", "setdaynight", "irlink", OFF),
    "wdr": setting(True, "camwdr", "setwdr", "wdrstatus", ON),
    "color_bars": setting(True, "cameffect", "seteffect", "colorbar", ON),
    "monochrome": setting(True, "cameffect", "seteffect", "monoimg", ON),
    "negative": setting(True, "cameffect", "seteffect", "negative", ON),
    "slow_shutter": setting(True, "camslowshut", "setslowsh", "slowshutstatus", ON),
    "overlay": osd(False, "osdstatus", OFF),
    "overlay_text_shown": osd(False, "texton", OFF),
    "overlay_date": osd(False, "dateon", OFF),
    "overlay_time": osd(False, "timeon", OFF),
    "overlay_events": osd(True, "eventon", ON),
    "overlay_day_night": osd(True, "eventdnon", ON),
    "overlay_motion": osd(True, "eventmdon", ON),
    "overlay_alarm_input": osd(True, "eventsenson", ON),
    "overlay_alarm_output": osd(True, "eventrelayon", ON),
    "overlay_tamper": osd(True, "eventshock", ON),
    "privacy_mode": Write(
        True,
        (
            cgi(
                "privacy",
                "setprivacy6",
                "allstatus=enable&privacy.enable=enable"
                + "".join(f"&privacy.{name}={text}" for name, text in WHOLE.items()),
            ),
        ),
        {
            **MASKS_COUNT,
            "privacy6.privacy6.enable": ON,
            **{f"privacy6.privacy6.{name}": text for name, text in WHOLE.items()},
        },
        "privacy.getprivacy6",
    ),
    **{f"privacy_mask_{n}": privacy(n) for n in range(1, 17)},
    "analog_output": setting(False, "tvout", "settvout", "tvoutstatus", OFF),
    "mirror": shared_video(True, "videoflip", "mirror", VIDEO),
    "flip": shared_video(True, "videoflip", "flip", VIDEO),
    "capture_1": shared_video(False, "capture1.enable", OFF),
    "capture_2": shared_video(False, "capture2.enable", OFF),
    "stream_1": encoder(1, False, "enable", OFF),
    "stream_2": encoder(2, False, "enable", OFF),
    "stream_3": encoder(3, True, "enable", ON),
    # Told under another name than set.
    "audio": sound(False, "audioinenable", OFF, field="audioin"),
    "speaker": sound(True, "audiooutenable", ON, field="audioout"),
    "rtcp": rtsp(False, "rtcpenable", OFF),
    "multicast": rtsp(True, "multicastenable", ON),
    "rtsp_login": rtsp(False, "authorityenable", OFF),
    "pan_tilt": setting(False, "ptzf_status", "setptzstatus", "ptstatus", OFF),
    "zoom_focus": setting(False, "ptzf_status", "setptzstatus", "zfstatus", OFF),
}

SELECTS = {
    "alarm_input_contact": alarm("normally_closed", "alarmin", "type", "nc"),
    "record_stream": record("stream3", "streamid", "stream3"),
    "day_night_mode": setting(
        "night",
        "camdaynight",
        "setdaynight",
        "mode",
        "night",
        field="daynightmode",
        after="&interval=8&ptn=600&ptd=310",
        reads=DAY_NIGHT,
    ),
    # Red and blue, and what an exposure by hand needs, are not told in another mode.
    "white_balance": Write(
        "user",
        (cgi("camwhitebal", "setwb", "mode=user&userred=50&userblue=50"),),
        {"camwhitebal.wbmode": "user", "camwhitebal.userred": "50", "camwhitebal.userblue": "50"},
        WHITE,
    ),
    "shutter_mode": Write(
        "user",
        (cgi("camshutspeed", "setshutterspd", "shutmode=user&shutspeed=4&agcvalue=50"),),
        {"camshutspeed.shutmode": "user", "camshutspeed.shutspeed": "4", "camshutspeed.agcvalue": "50"},
        SHUTTER,
    ),
    "wdr_mode": setting(
        "compensation",
        "camwdr",
        "setwdr",
        "mode",
        "compensation",
        after="&compensationmode=front",
        reads=WDR,
    ),
    "wdr_step": setting("step_5", "camwdr", "setwdr", "dwdrmode", "step5", also="mode=dwdr&", reads=WDR).when(
        "camwdr", mode="dwdr"
    ),
    # Set as the longest exposure, told as the slowest shutter.
    "max_exposure": setting(
        "auto",
        "camshutspeed",
        "setshutterspd",
        "maxexposure",
        "6",
        field="minshutspd",
        also="shutmode=auto&",
        reads=SHUTTER,
    ).when("camshutspeed", shutmode="auto"),
    # What counts in one mode only goes along with it.
    "license_plate_day_shutter": setting(
        "auto",
        "camdaynight",
        "setdaynight",
        "lprdayspeed",
        "10",
        also="mode=lpr&",
        after="&lprnightspeed=7",
        reads=DAY_NIGHT,
    ).when("camdaynight", daynightmode="lpr", lprdayspeed="1"),
    "license_plate_night_shutter": setting(
        "step_1",
        "camdaynight",
        "setdaynight",
        "lprnightspeed",
        "1",
        also="mode=lpr&lprdayspeed=10&",
        reads=DAY_NIGHT,
    ).when("camdaynight", daynightmode="lpr"),
    "wdr_compensation": setting(
        "back", "camwdr", "setwdr", "compensationmode", "back", also="mode=compensation&", reads=WDR
    ).when("camwdr", mode="compensation"),
    "anti_flicker_strength": setting(
        "weak",
        "camshutspeed",
        "setshutterspd",
        "suppress",
        "week",
        also="shutmode=suppressroll&",
        reads=SHUTTER,
    ).when("camshutspeed", shutmode="suppressroll"),
    "shutter_speed": setting(
        "step_9",
        "camshutspeed",
        "setshutterspd",
        "shutspeed",
        "9",
        also="shutmode=user&",
        after="&agcvalue=70",
        reads=SHUTTER,
    ).when("camshutspeed", shutmode="user"),
    "third_bit_rate_control": encoder(3, "vbr", "ratectrl", "vbr", codec="h264", quality="512"),
    "overlay_date_format": osd("dd_mm_yyyy", "datetype", "dd-mm-yyyy"),
    "overlay_size": osd("large", "osdsize", "big"),
    "analog_output_standard": setting("pal", "tvout", "settvout", "tvtype", "pal"),
    "resolution": shared_video("1080p", "capture1.size", "1920x1080"),
    "sub_resolution": shared_video("qvga", "capture2.size", "320x240"),
    # The first stream knows one codec.
    "video_codec": codec(1, "h264", "h264"),
    "sub_video_codec": codec(2, "h264", "h264", codec="h264"),
    # The third has a quality, which is no bit rate, and tells nothing else of what it now needs.
    "third_video_codec": codec(3, "mpeg4", "mpeg", codec="mpeg", quality="512", ratectrl="vbr"),
    "sub_video_source": encoder(2, "capture1", "source", "capture1"),
    "third_video_source": encoder(3, "capture1", "source", "capture1"),
    "bit_rate_control": encoder(1, "cbr", "ratectrl", "cbr"),
    "sub_bit_rate_control": encoder(2, "vbr", "ratectrl", "vbr"),
    "audio_codec": one("ulaw", cgi("audioset", "setaudio", "audiocodec=ulaw")),
    "audio_sample_rate": sound("hz_16000", "audiosampling", "16000"),
    "language": setting("korean", "language", "setlang", "language", "korean"),
    "preset": one("3", cgi("preset_control", "gopreset", "number=3")),
    "auto_pan_patrol": one("2", cgi("preset_control", "autopan", "number=2")),
    "preset_patrol": one("1", cgi("preset_control", "tour", "number=1")),
}

NUMBERS = {
    "motion_sensitivity": alarm(5, "motion", "level", "5"),
    "alarm_output_duration": alarm(180, "alarmout", "time", "180"),
    "tamper_sensitivity": setting(9, "shock", "setshock", "shock.level", "9"),
    "pre_record_duration": record(0, "timeprev", "0"),
    "post_record_duration": record(30, "timenext", "30"),
    "record_max_size": record(10240, "maxsize", "10240"),
    "day_night_threshold": setting(
        100,
        "camdaynight",
        "setdaynight",
        "autolevel",
        "100",
        also="mode=auto&",
        reads=DAY_NIGHT,
    ),
    "day_night_interval": setting(200, "camdaynight", "setdaynight", "interval", "200"),
    "night_threshold": setting(
        990, "camdaynight", "setdaynight", "ptn", "990", after="&ptd=310", reads=DAY_NIGHT
    ),
    "day_threshold": setting(1, "camdaynight", "setdaynight", "ptd", "1", also="ptn=600&", reads=DAY_NIGHT),
    "white_balance_red": setting(
        1, "camwhitebal", "setwb", "userred", "1", also="mode=user&", after="&userblue=52", reads=WHITE
    ).when("camwhitebal", wbmode="user"),
    "white_balance_blue": setting(
        100, "camwhitebal", "setwb", "userblue", "100", also="mode=user&userred=48&", reads=WHITE
    ).when("camwhitebal", wbmode="user"),
    "gain": setting(
        100,
        "camshutspeed",
        "setshutterspd",
        "agcvalue",
        "100",
        also="shutmode=user&shutspeed=5&",
        reads=SHUTTER,
    ).when("camshutspeed", shutmode="user"),
    "slow_shutter_level": setting(100, "camslowshut", "setslowsh", "slowshutter", "100"),
    "brightness": color(100, "bright", "100"),
    "contrast": color(1, "contrast", "1"),
    "saturation": color(99, "saturation", "99"),
    "sharpness": color(2, "sharp", "2"),
    "edge_enhancement": color(100, "edge", "100"),
    "hue": color(1, "hue", "1"),
    "night_brightness": night(1, "bright", "1"),
    "night_contrast": night(100, "contrast", "100"),
    "night_saturation": night(2, "saturation", "2"),
    "night_sharpness": night(99, "sharp", "99"),
    "night_edge_enhancement": night(1, "edge", "1"),
    "night_hue": night(100, "hue", "100"),
    "frame_rate": encoder(1, 30, "framerate", "30"),
    "sub_frame_rate": encoder(2, 1, "framerate", "1"),
    "third_frame_rate": encoder(3, 30, "framerate", "30"),
    "bit_rate": encoder(1, 9000, "quality", "9000"),
    "sub_bit_rate": encoder(2, 64, "quality", "64"),
    "key_frame_interval": encoder(1, 60, "keyframe", "60"),
    "sub_key_frame_interval": encoder(2, 5, "keyframe", "5"),
    "third_bit_rate": encoder(3, 9000, "quality", "9000", codec="h264"),
    "third_key_frame_interval": encoder(3, 59, "keyframe", "59", codec="h264", quality="512"),
    "jpeg_quality": encoder(1, 5, "quality", "5", codec="mjpeg"),
    "sub_jpeg_quality": encoder(2, 79, "quality", "79", codec="mjpeg"),
    "third_jpeg_quality": encoder(3, 80, "quality", "80"),
    "microphone_volume": sound(100, "audioingain", "100"),
    "speaker_volume": sound(1, "audiooutgain", "1"),
    "rtsp_port": rtsp(60000, "rtspport", "60000"),
    "rtsp_time_limit": rtsp(300, "rtsptimelimit", "300"),
    "multicast_ttl": rtsp(128, "multicastttl", "128"),
}

TEXTS = {
    "device_name": setting("Pier & 9", "servername", "setservername", "servername", "Pier & 9"),
    "motion_detector_name": alarm("pond", "motion", "name", "pond"),
    "alarm_input_name": alarm("gate", "alarmin", "name", "gate"),
    "alarm_output_name": alarm("horn", "alarmout", "name", "horn"),
    "overlay_text": osd("a=b&c? #1", "textstr", "a=b&c? #1"),
}


def turn(query: str, stop: str) -> Write:
    """Return a short movement: the camera makes no steps, so it is moved and stopped."""
    return Write(None, (cgi("pt_control", "setptmove", query), cgi("pt_control", "setptmove", stop)))


def zoom(way: str) -> Write:
    """Return a short movement of the lens."""
    return Write(
        None,
        (
            cgi("zf_control", "setzfmove", f"zoom={way}&zoomspeed=50"),
            cgi("zf_control", "setzfmove", "zoom=stop"),
        ),
    )


BUTTONS = {
    "one_push_focus": one(None, cgi("zf_control", "onepush")),
    "reset_lens": one(None, cgi("ptzf_status", "lensreset")),
    "ptz_up": turn("tilt=up&tiltspeed=50", "tilt=stop"),
    "ptz_down": turn("tilt=down&tiltspeed=50", "tilt=stop"),
    "ptz_left": turn("pan=left&panspeed=50", "pan=stop"),
    "ptz_right": turn("pan=right&panspeed=50", "pan=stop"),
    "ptz_up_left": turn("pan=left&panspeed=50&tilt=up&tiltspeed=50", "pan=stop&tilt=stop"),
    "ptz_up_right": turn("pan=right&panspeed=50&tilt=up&tiltspeed=50", "pan=stop&tilt=stop"),
    "ptz_down_left": turn("pan=left&panspeed=50&tilt=down&tiltspeed=50", "pan=stop&tilt=stop"),
    "ptz_down_right": turn("pan=right&panspeed=50&tilt=down&tiltspeed=50", "pan=stop&tilt=stop"),
    "ptz_zoom_in": zoom("in"),
    "ptz_zoom_out": zoom("out"),
    "ptz_stop": Write(
        None,
        (
            cgi("pt_control", "setptmove", "pan=stop&tilt=stop"),
            cgi("zf_control", "setzfmove", "zoom=stop&focus=stop"),
        ),
    ),
}

FACTS = Facts(
    writes=by_platform(switch=SWITCHES, select=SELECTS, number=NUMBERS, text=TEXTS, button=BUTTONS),
    restart="/cgi-bin/control/reboot.cgi?action=setreboot",
    refusal="Error: wrong request x={}",
    least=5,
)
