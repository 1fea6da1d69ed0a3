"""IP Camera CGI 1.27."""

from .facts import COMMON, TRIALS, WORDS, Facts, Write, by_platform, one, privacy, privacy_schedule

MAIL = "/set_mail.cgi?svr=&port=25&user=&pwd=&sender=&receiver1=&receiver2=&receiver3=&receiver4=&"


def ftp(value: object, name: str, text: str) -> Write:
    """Return a write of one of the FTP settings; all of them go out."""
    fields = {
        "svr": "",
        "port": "21",
        "user": "",
        "pwd": "",
        "mode": "0",
        "retain": "0",
        "dir": "",
        "upload_interval": "0",
        "filename": "",
        "numberoffiles": "0",
        "schedule_enable": "0",
        **dict.fromkeys(WORDS, "0"),
        name: text,
    }
    query = "&".join(f"{field}={each}" for field, each in fields.items())
    return one(value, f"/set_ftp.cgi?{query}", f"params.ftp_{name}", text, reads="get_params")


SWITCHES = {
    "motion_detection": one(True, "/set_alarm.cgi?motion_armed=1", "params.alarm_motion_armed", "1"),
    "sound_detection": one(True, "/set_alarm.cgi?sounddetect_armed=1", "params.alarm_sounddetect_armed", "1"),
    "alarm_input_armed": one(True, "/set_alarm.cgi?input_armed=1", "params.alarm_input_armed", "1"),
    "motion_compensation": one(
        True, "/set_alarm.cgi?motion_compensation=1", "params.alarm_motion_compensation", "1"
    ),
    "mail_on_alarm": one(True, "/set_alarm.cgi?mail=1", "params.alarm_mail", "1"),
    "web_request_on_alarm": one(True, "/set_alarm.cgi?http=1", "params.alarm_http", "1"),
    "alarm_output_on_alarm": one(True, "/set_alarm.cgi?iolinkage=1", "params.alarm_iolinkage", "1"),
    "alarm_schedule": one(True, "/set_alarm.cgi?schedule_enable=1", "params.alarm_schedule_enable", "1"),
    "ftp_schedule": ftp(True, "schedule_enable", "1"),
    "ftp_keep_connection": ftp(True, "retain", "1"),
    "mail_on_address_change": one(
        True, f"{MAIL}mail_inet_ip=1&tls=0", "params.mail_inet_ip", "1", reads="get_params"
    ),
    "infrared_light": one(True, "/decoder_control.cgi?command=95"),
    "mirror": one(True, "/camera_control.cgi?param=5&value=2", "camera.flip", "2", reads="get_camera_params"),
    "flip": one(True, "/camera_control.cgi?param=5&value=1", "camera.flip", "1", reads="get_camera_params"),
    "ntp": one(True, "/set_datetime.cgi?ntp_enable=1", "params.ntp_enable", "1"),
    "upnp": one(True, "/set_upnp.cgi?enable=1", "params.upnp_enable", "1"),
    "privacy_mode": privacy(),
    "privacy_schedule": privacy_schedule(),
    "center_on_start": one(True, "/set_misc.cgi?ptz_center_onstart=1", "misc.ptz_center_onstart", "1"),
    "disable_presets": one(True, "/set_misc.cgi?ptz_disable_preset=1", "misc.ptz_disable_preset", "1"),
    # All eight lines go out together; high lets go of those that are not known.
    "extra_output_0": one(True, "/set_extra_io.cgi?value=255"),
    "extra_output_1": one(True, "/set_extra_io.cgi?value=255"),
    "extra_output_2": one(True, "/set_extra_io.cgi?value=255"),
    "extra_output_3": one(True, "/set_extra_io.cgi?value=255"),
    "extra_output_4": one(True, "/set_extra_io.cgi?value=255"),
    "extra_output_5": one(True, "/set_extra_io.cgi?value=255"),
    "extra_output_6": one(True, "/set_extra_io.cgi?value=255"),
    "extra_output_7": one(True, "/set_extra_io.cgi?value=255"),
}

SELECTS = {
    "resolution": one("qvga", "/camera_control.cgi?param=0&value=8", "camera.resolution", "8"),
    "power_line_frequency": one("outdoor", "/camera_control.cgi?param=3&value=2", "camera.mode", "2"),
    "preset": one("3", "/decoder_control.cgi?command=35"),
    "patrol": Write("both", ("/decoder_control.cgi?command=26", "/decoder_control.cgi?command=28")),
    "status_led": one("off", "/set_misc.cgi?led_mode=2", "misc.led_mode", "2"),
    "automatic_patrol": one(
        "vertical", "/set_misc.cgi?ptz_auto_patrol_type=2", "misc.ptz_auto_patrol_type", "2"
    ),
    "alarm_input_level": one("high", "/set_alarm.cgi?ioin_level=1", "params.alarm_ioin_level", "1"),
    "alarm_output_level": one("low", "/set_alarm.cgi?ioout_level=0", "params.alarm_ioout_level", "0"),
    "decoder_baud_rate": one("b115200", "/set_decoder.cgi?baud=4098", "params.decoder_baud", "4098"),
    "ftp_mode": ftp("passive", "mode", "1"),
    "mail_encryption": one(
        "starttls", f"{MAIL}mail_inet_ip=0&tls=2", "params.mail_tls", "2", reads="get_params"
    ),
}

NUMBERS = {
    "brightness": one(255, "/camera_control.cgi?param=1&value=255", "camera.brightness", "255"),
    "contrast": one(6, "/camera_control.cgi?param=2&value=6", "camera.contrast", "6"),
    # The most sensitive is 9 to a person and 0 to the camera.
    "motion_sensitivity": one(
        9, "/set_alarm.cgi?motion_sensitivity=0", "params.alarm_motion_sensitivity", "0"
    ),
    "sound_sensitivity": one(
        0, "/set_alarm.cgi?sounddetect_sensitivity=9", "params.alarm_sounddetect_sensitivity", "9"
    ),
    "alarm_upload_interval": one(
        65535, "/set_alarm.cgi?upload_interval=65535", "params.alarm_upload_interval", "65535"
    ),
    "ftp_upload_interval": ftp(600, "upload_interval", "600"),
    "patrol_interval": one(
        60, "/set_misc.cgi?ptz_auto_patrol_interval=60", "misc.ptz_auto_patrol_interval", "60"
    ),
    "patrol_horizontal_loops": one(2, "/set_misc.cgi?ptz_patrol_h_rounds=2", "misc.ptz_patrol_h_rounds", "2"),
    "patrol_vertical_loops": one(3, "/set_misc.cgi?ptz_patrol_v_rounds=3", "misc.ptz_patrol_v_rounds", "3"),
    # Here 0 is the fastest to the camera, in the four directions below it is the slowest.
    "patrol_speed": one(100, "/set_misc.cgi?ptz_patrol_rate=0", "misc.ptz_patrol_rate", "0"),
    "patrol_speed_up": one(100, "/set_misc.cgi?ptz_patrol_up_rate=100", "misc.ptz_patrol_up_rate", "100"),
    "patrol_speed_down": one(0, "/set_misc.cgi?ptz_patrol_down_rate=0", "misc.ptz_patrol_down_rate", "0"),
    "patrol_speed_left": one(1, "/set_misc.cgi?ptz_patrol_left_rate=1", "misc.ptz_patrol_left_rate", "1"),
    "patrol_speed_right": one(
        99, "/set_misc.cgi?ptz_patrol_right_rate=99", "misc.ptz_patrol_right_rate", "99"
    ),
    "preset_on_start": one(5, "/set_misc.cgi?ptz_preset_onstart=5", "misc.ptz_preset_onstart", "5"),
    "preset_on_alarm": one(32, "/set_alarm.cgi?preset=32", "params.alarm_preset", "32"),
    "time_zone_offset": one(-3600, "/set_datetime.cgi?tz=-3600", "params.tz", "-3600"),
    "daylight_saving_offset": one(
        3600, "/set_datetime.cgi?daylight_saving_time=3600", "params.daylight_saving_time", "3600"
    ),
}

TEXTS = {
    "device_name": one("Café & pond", "/set_alias.cgi?alias=Café & pond", "params.alias", "Café & pond"),
    "ntp_server": one("192.0.2.1", "/set_datetime.cgi?ntp_svr=192.0.2.1", "params.ntp_svr", "192.0.2.1"),
}

BUTTONS = {
    "ptz_up": one(None, "/decoder_control.cgi?command=0&onestep=1"),
    "ptz_down": one(None, "/decoder_control.cgi?command=2&onestep=1"),
    "ptz_left": one(None, "/decoder_control.cgi?command=4&onestep=1"),
    "ptz_right": one(None, "/decoder_control.cgi?command=6&onestep=1"),
    # The camera makes no small steps in these directions: it is moved and stopped.
    "ptz_up_left": Write(None, ("/decoder_control.cgi?command=90", "/decoder_control.cgi?command=1")),
    "ptz_up_right": Write(None, ("/decoder_control.cgi?command=91", "/decoder_control.cgi?command=1")),
    "ptz_down_left": Write(None, ("/decoder_control.cgi?command=92", "/decoder_control.cgi?command=1")),
    "ptz_down_right": Write(None, ("/decoder_control.cgi?command=93", "/decoder_control.cgi?command=1")),
    "ptz_zoom_in": Write(None, ("/decoder_control.cgi?command=16", "/decoder_control.cgi?command=17")),
    "ptz_zoom_out": Write(None, ("/decoder_control.cgi?command=18", "/decoder_control.cgi?command=19")),
    "ptz_center": one(None, "/decoder_control.cgi?command=25"),
    "ptz_stop": one(None, "/decoder_control.cgi?command=1"),
}

FACTS = Facts(
    writes=by_platform(switch=SWITCHES, select=SELECTS, number=NUMBERS, text=TEXTS, button=BUTTONS),
    apart=COMMON | TRIALS,
    restart="/reboot.cgi",
    refusal="error: wrong request pwd={}.",
    least=9,
)
