"""Network Camera CGI 1.0.10."""

from .facts import COMMON, Facts, Write, by_platform, one


def cgi(
    value: object, path: str, name: str, text: str, *, also: str = "", field: str = "", reads: str = ""
) -> Write:
    """Return a write of one parameter, with what must go along before it."""
    record = path.replace("/", ".")
    return one(value, f"/cgi-bin/{path}?{also}{name}={text}", f"{record}.{field or name}", text, reads=reads)


def overlay(number: int, value: object, name: str, text: str) -> Write:
    """Return a write of one of the texts in the picture; the camera counts them from 0."""
    request = f"/cgi-bin/userosd?title_index={number - 1}&{name}={text}"
    return one(value, request, f"userosd.{number - 1}.{name}", text)


def service(control: int, rtsp: int, hik: int, field: str, text: str, value: bool) -> Write:
    """Return a write of one of the services; all four go out."""
    query = f"enable_web=1&enable_control={control}&enable_rtsp={rtsp}&enable_hik={hik}"
    request = f"/cgi-bin/set_service_port?{query}"
    return one(value, request, f"set_service_port.{field}", text, reads="set_service_port")


def shutter(value: object, field: str, text: str) -> Write:
    """Return a write of one of the shutters' settings; all four go out."""
    fields = {
        "dayShutterMode": "0",
        "dayShutterSpeed": "100",
        "nightShutterMode": "0",
        "nightShutterSpeed": "25",
        field: text,
    }
    query = "&".join(f"{name}={each}" for name, each in fields.items())
    request = f"/cgi-bin/setShutterSpeed?{query}"
    return one(value, request, f"setShutterSpeed.{field}", text, reads="setShutterSpeed")


STORAGE = "setScheduleStorage"
MAIN, SUB = "videoencoder/stream1", "videoencoder/stream2"

SWITCHES = {
    "motion_detection": cgi(True, "motion", "enable", "1"),
    "night_motion_settings": cgi(True, "motion", "enable_nighttime", "1", also="enable=0&", reads="motion"),
    "alarm_output": one(True, "/cgi-bin/setRelayStatus?status=1", "relay.status", "1"),
    "ntp": cgi(False, "time", "update_method", "MANUAL"),
    "overlay": cgi(False, "osd", "enable", "0"),
    "overlay_weekday": cgi(True, "osd", "show_week", "1"),
    **{f"overlay_{n}": overlay(n, True, "enable", "1") for n in range(1, 6)},
    "anti_flicker": cgi(True, "image", "antificker", "1"),
    "audio": cgi(False, "audioencoder", "enable", "0"),
    "audio_amplifier": cgi(True, "audioencoder", "amplify", "1"),
    "local_storage": cgi(False, STORAGE, "localEnable", "0", field="LocalEnable"),
    "network_storage": cgi(True, STORAGE, "remoteEnable", "1", field="RemoteEnable"),
    "store_snapshots": cgi(True, STORAGE, "JpegInterval", "1"),
    "rtmp": cgi(True, "rtmp", "enable", "1", field="Enable"),
    "onvif_login": cgi(True, "onvif", "onvif_auth", "1"),
    "rtsp_service": service(1, 0, 0, "enable_rtsp", "0", False),
    "control_service": service(0, 1, 0, "enable_comm", "0", False),
    "private_protocol_service": service(1, 1, 1, "enable_hik", "1", True),
}

SELECTS = {
    "resolution": cgi("720p", MAIN, "resolution", "720P"),
    "sub_resolution": cgi("480x360", SUB, "resolution", "480X360"),
    "video_codec": cgi("h265", MAIN, "encode_mode", "H265"),
    "sub_video_codec": cgi("h265", SUB, "encode_mode", "H265"),
    "bit_rate_control": cgi(
        "vbr", MAIN, "bitrate_control", "VBR", also="bitrate=2500&", reads=MAIN.replace("/", ".")
    ),
    "sub_bit_rate_control": cgi(
        "cbr", SUB, "bitrate_control", "CBR", also="bitrate=400&", reads=SUB.replace("/", ".")
    ),
    "h264_profile": one(
        "baseline",
        "/cgi-bin/videoencoder/AdvanceEncoderConfig?profile=1",
        "videoencoder.advanced.profile",
        "1",
    ),
    "audio_codec": cgi("g711a", "audioencoder", "encode_type", "G.711A"),
    # The camera's codec knows one of each.
    "audio_sample_rate": one("hz_8000", "/cgi-bin/audioencoder?samplerate=8000"),
    "audio_bit_rate": one("bps_64000", "/cgi-bin/audioencoder?bitrate=64000"),
    "overlay_color": cgi("black_on_white", "osd", "color", "0"),
    "overlay_size": cgi("large", "osd", "fontsize", "2"),
    "overlay_stream_details": cgi("resolution_and_bit_rate", "osd", "show_res_bit", "3"),
    "overlay_time_format": cgi("time_dd_mm_yyyy_slashes", "osd", "time_format", "hh:mm:ss_dd/mm/yyyy"),
    "overlay_text_placement": cgi("direction", "osd", "title_pos_type", "0"),
    "overlay_time_placement": cgi("coordinate", "osd", "time_pos_type", "1"),
    **{f"overlay_{n}_size": overlay(n, "medium", "fontsize", "1") for n in range(1, 6)},
    **{f"overlay_{n}_placement": overlay(n, "coordinate", "title_pos_type", "1") for n in range(1, 6)},
    "time_zone": cgi("gmt_minus_03_30", "time", "timezone", "GMT-03:30"),
    "time_source": cgi("p2p", "time", "update_method", "P2P"),
    "power_line_frequency": cgi("hz_60", "image", "tvsystem", "60"),
    "infrared_mode": one("mode_5", "/cgi-bin/set_ircut?ircutmode=5"),
    "day_shutter_mode": shutter("manual", "dayShutterMode", "1"),
    "night_shutter_mode": shutter("manual", "nightShutterMode", "1"),
    "record_stream": cgi("both", STORAGE, "stream", "2", field="Stream"),
    "record_file_length": cgi("minutes_30", STORAGE, "recordFileSize", "30", field="RecordFileSize"),
    "rtmp_stream": cgi("sub", "rtmp", "streamno", "1", field="Streamno"),
    "rtmp_type": cgi("compatible", "rtmp", "type", "1", field="Type"),
}

NUMBERS = {
    "brightness": cgi(255, "image", "brightness", "255"),
    "contrast": cgi(0, "image", "contrast", "0"),
    "saturation": cgi(1, "image", "saturation", "1"),
    "sharpness": cgi(254, "image", "sharpness", "254"),
    "highlight_compensation": cgi(255, "image", "hlc", "255"),
    "backlight_compensation": cgi(255, "image", "blc", "255"),
    "noise_reduction_2d": cgi(255, "image", "nr2d", "255"),
    "noise_reduction_3d": cgi(255, "image", "nr3d", "255"),
    "motion_sensitivity": cgi(100, "motion", "sensitivity", "100"),
    "motion_threshold": cgi(1, "motion", "alarmthreshold", "1"),
    "night_motion_sensitivity": cgi(
        1, "motion", "night_sensitivity", "1", also="sensitivity=80&", reads="motion"
    ),
    "night_motion_threshold": cgi(
        100, "motion", "night_alarmthreshold", "100", also="alarmthreshold=20&", reads="motion"
    ),
    # Key frames every 50 pictures go with 20 in a second, every 30 with 10.
    "frame_rate": cgi(20, MAIN, "framerate", "20"),
    "sub_frame_rate": cgi(10, SUB, "framerate", "10"),
    "key_frame_interval": cgi(80, MAIN, "govlength", "80"),
    "sub_key_frame_interval": cgi(20, SUB, "govlength", "20"),
    "bit_rate": cgi(6000, MAIN, "bitrate", "6000"),
    "sub_bit_rate": cgi(50, SUB, "bitrate", "50"),
    "microphone_volume": cgi(1, "audioencoder", "input_volume", "1"),
    "speaker_volume": cgi(100, "audioencoder", "output_volume", "100"),
    "overlay_text_x": cgi(100, "osd", "title_pos_x", "100"),
    "overlay_text_y": cgi(0, "osd", "title_pos_y", "0"),
    # The time stands in one of nine places.
    "overlay_time_x": cgi(1, "osd", "time_pos_x", "1"),
    "overlay_time_y": cgi(2, "osd", "time_pos_y", "2"),
    **{f"overlay_{n}_color": overlay(n, 0xFF8000, "color", "0xff8000") for n in range(1, 6)},
    **{f"overlay_{n}_x": overlay(n, 2, "title_pos_x", "2") for n in range(1, 6)},
    **{f"overlay_{n}_y": overlay(n, 1, "title_pos_y", "1") for n in range(1, 6)},
    "ntp_port": cgi(80, "time", "port", "80"),
    "ntp_interval": cgi(999999, "time", "update_period", "999999"),
    "day_shutter_speed": shutter(10, "dayShutterSpeed", "10"),
    "night_shutter_speed": shutter(10000, "nightShutterSpeed", "10000"),
    "rtmp_port": cgi(65535, "rtmp", "port", "65535", field="Port"),
}

TEXTS = {
    "device_name": one("PIER-9", "/cgi-bin/setDeviceName?deviceName=PIER-9", "model.model", "PIER-9"),
    "ntp_server": cgi("192.0.2.1", "time", "ntpaddr", "192.0.2.1"),
    # What the camera would take for a parameter arrives all the same.
    "overlay_text": cgi("Café & enable", "osd", "title_utf8", "Café & enable"),
    **{f"overlay_{n}_text": overlay(n, "color=1?", "title_utf8", "color=1?") for n in range(1, 6)},
    "rtmp_server": cgi("192.0.2.9", "rtmp", "server", "192.0.2.9", field="Server"),
    "rtmp_application": cgi("jetty", "rtmp", "appname", "jetty", field="Appname"),
    "rtmp_stream_id": cgi("9", "rtmp", "streamid", "9", field="Streamid"),
    "nfs_server": Write(
        "192.0.2.7",
        ("/cgi-bin/setScheduleStorage?remote_nfs_server=192.0.2.7",),
        {"setScheduleStorage.MountParam": "192.0.2.7:"},
    ),
    "nfs_path": Write(
        "/srv/pier",
        ("/cgi-bin/setScheduleStorage?nfs_server_path=/srv/pier",),
        {"setScheduleStorage.MountParam": ":/srv/pier"},
    ),
}


def step(query: str) -> Write:
    """Return a short movement: the camera makes no steps, so it is moved and stopped."""
    return Write(None, (f"/cgi-bin/ptz_ctrl?{query}", "/cgi-bin/ptz_ctrl?stop=1"))


BUTTONS = {
    "trigger_alarm_input": one(None, "/cgi-bin/setManualInputAlarm"),
    "snapshot_to_sd_card": one(None, "/cgi-bin/snapshot.cgi?stream=1&upload=0"),
    "snapshot_to_mail": one(None, "/cgi-bin/snapshot.cgi?stream=1&upload=2"),
    "snapshot_to_nfs": one(None, "/cgi-bin/snapshot.cgi?stream=1&upload=3"),
    "ptz_up": step("move_x=0&move_y=1&speed=5"),
    "ptz_down": step("move_x=0&move_y=-1&speed=5"),
    "ptz_left": step("move_x=-1&move_y=0&speed=5"),
    "ptz_right": step("move_x=1&move_y=0&speed=5"),
    "ptz_up_left": step("move_x=-1&move_y=1&speed=5"),
    "ptz_up_right": step("move_x=1&move_y=1&speed=5"),
    "ptz_down_left": step("move_x=-1&move_y=-1&speed=5"),
    "ptz_down_right": step("move_x=1&move_y=-1&speed=5"),
    "ptz_zoom_in": step("zoom=1"),
    "ptz_zoom_out": step("zoom=-1"),
    "ptz_stop": one(None, "/cgi-bin/ptz_ctrl?stop=1"),
}

FACTS = Facts(
    writes=by_platform(switch=SWITCHES, select=SELECTS, number=NUMBERS, text=TEXTS, button=BUTTONS),
    apart=COMMON | {"switch.record_schedule", "select.preset", "button.snapshot_to_ftp"},
    restart="/cgi-bin/reboot",
    refusal="<fault><reason>wrong request pwd={}</reason></fault>",
    least=2,
)
