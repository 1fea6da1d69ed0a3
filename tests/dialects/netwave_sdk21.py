"""IPCAM CGI SDK 2.1: most setters want everything they know."""

from .facts import COMMON, TRIALS, Facts, Write, by_platform, one, privacy, privacy_schedule


def alarm(value: object, name: str, text: str, query: str) -> Write:
    """Return a write of one of the alarm settings; all of them go out."""
    return one(value, f"/set_alarm.cgi?{query}", f"params.alarm_{name}", text, reads="get_params")


def clock(value: object, name: str, text: str, query: str) -> Write:
    """Return a write of one of the settings of the clock; the clock itself stays out of it."""
    return one(value, f"/set_datetime.cgi?{query}", f"params.{name}", text, reads="get_params")


SWITCHES = {
    "motion_detection": alarm(
        True,
        "motion_armed",
        "1",
        "motion_armed=1&motion_sensitivity=2&input_armed=0&iolinkage=0&mail=0&upload_interval=0",
    ),
    "alarm_input_armed": alarm(
        True,
        "input_armed",
        "1",
        "motion_armed=0&motion_sensitivity=2&input_armed=1&iolinkage=0&mail=0&upload_interval=0",
    ),
    "mail_on_alarm": alarm(
        True,
        "mail",
        "1",
        "motion_armed=0&motion_sensitivity=2&input_armed=0&iolinkage=0&mail=1&upload_interval=0",
    ),
    "alarm_output_on_alarm": alarm(
        True,
        "iolinkage",
        "1",
        "motion_armed=0&motion_sensitivity=2&input_armed=0&iolinkage=1&mail=0&upload_interval=0",
    ),
    "mail_on_address_change": one(
        True,
        "/set_mail.cgi?svr=&port=25&user=&pwd=&sender=&receiver1=&receiver2=&receiver3=&receiver4=&mail_inet_ip=1",
        "params.mail_inet_ip",
        "1",
        reads="get_params",
    ),
    "infrared_light": one(True, "/decoder_control.cgi?command=95"),
    "mirror": one(True, "/camera_control.cgi?param=5&value=2", "camera.flip", "2", reads="get_camera_params"),
    "flip": one(True, "/camera_control.cgi?param=5&value=1", "camera.flip", "1", reads="get_camera_params"),
    "ntp": clock(True, "ntp_enable", "1", "tz=0&ntp_enable=1&ntp_svr=pool.ntp.org"),
    "upnp": one(True, "/set_upnp.cgi?enable=1", "params.upnp_enable", "1"),
    "privacy_mode": privacy(),
    "privacy_schedule": privacy_schedule(),
    "center_on_start": one(True, "/set_misc.cgi?ptz_center_onstart=1", "misc.ptz_center_onstart", "1"),
}

SELECTS = {
    "resolution": one("qvga", "/camera_control.cgi?param=0&value=8", "camera.resolution", "8"),
    "power_line_frequency": one("hz_60", "/camera_control.cgi?param=3&value=1", "camera.mode", "1"),
    "patrol": one("horizontal", "/decoder_control.cgi?command=28"),
    "status_led": one("mode_2", "/set_misc.cgi?led_mode=1", "misc.led_mode", "1"),
    "motion_sensitivity_level": alarm(
        "high",
        "motion_sensitivity",
        "0",
        "motion_armed=0&motion_sensitivity=0&input_armed=0&iolinkage=0&mail=0&upload_interval=0",
    ),
    "automatic_patrol": one("both", "/set_misc.cgi?ptz_auto_patrol_type=3", "misc.ptz_auto_patrol_type", "3"),
    "decoder_baud_rate": one("b19200", "/set_decoder.cgi?baud=14", "params.decoder_baud", "14"),
    "ftp_mode": one(
        "passive",
        "/set_ftp.cgi?svr=&port=21&user=&pwd=&mode=1&dir=&upload_interval=0",
        "params.ftp_mode",
        "1",
        reads="get_params",
    ),
}

NUMBERS = {
    "brightness": one(0, "/camera_control.cgi?param=1&value=0", "camera.brightness", "0"),
    "contrast": one(0, "/camera_control.cgi?param=2&value=0", "camera.contrast", "0"),
    "alarm_upload_interval": alarm(
        30,
        "upload_interval",
        "30",
        "motion_armed=0&motion_sensitivity=2&input_armed=0&iolinkage=0&mail=0&upload_interval=30",
    ),
    "ftp_upload_interval": one(
        60,
        "/set_ftp.cgi?svr=&port=21&user=&pwd=&mode=0&dir=&upload_interval=60",
        "params.ftp_upload_interval",
        "60",
        reads="get_params",
    ),
    "patrol_interval": one(
        60, "/set_misc.cgi?ptz_auto_patrol_interval=60", "misc.ptz_auto_patrol_interval", "60"
    ),
    "patrol_horizontal_loops": one(2, "/set_misc.cgi?ptz_patrol_h_rounds=2", "misc.ptz_patrol_h_rounds", "2"),
    "patrol_vertical_loops": one(3, "/set_misc.cgi?ptz_patrol_v_rounds=3", "misc.ptz_patrol_v_rounds", "3"),
    "patrol_speed": one(0, "/set_misc.cgi?ptz_patrol_rate=100", "misc.ptz_patrol_rate", "100"),
    "patrol_speed_up": one(1, "/set_misc.cgi?ptz_patrol_up_rate=1", "misc.ptz_patrol_up_rate", "1"),
    "patrol_speed_down": one(2, "/set_misc.cgi?ptz_patrol_down_rate=2", "misc.ptz_patrol_down_rate", "2"),
    "patrol_speed_left": one(3, "/set_misc.cgi?ptz_patrol_left_rate=3", "misc.ptz_patrol_left_rate", "3"),
    "patrol_speed_right": one(4, "/set_misc.cgi?ptz_patrol_right_rate=4", "misc.ptz_patrol_right_rate", "4"),
    "time_zone_offset": clock(18000, "tz", "18000", "tz=18000&ntp_enable=0&ntp_svr=pool.ntp.org"),
}

TEXTS = {
    "device_name": one("Shed", "/set_alias.cgi?alias=Shed", "params.alias", "Shed"),
    "ntp_server": clock("192.0.2.1", "ntp_svr", "192.0.2.1", "tz=0&ntp_enable=0&ntp_svr=192.0.2.1"),
}

BUTTONS = {
    "ptz_up": Write(None, ("/decoder_control.cgi?command=0", "/decoder_control.cgi?command=1")),
    "ptz_down": Write(None, ("/decoder_control.cgi?command=2", "/decoder_control.cgi?command=3")),
    "ptz_left": Write(None, ("/decoder_control.cgi?command=4", "/decoder_control.cgi?command=5")),
    "ptz_right": Write(None, ("/decoder_control.cgi?command=6", "/decoder_control.cgi?command=7")),
    # Without codes for them, the diagonals are two movements at a time.
    "ptz_up_left": Write(
        None,
        (
            "/decoder_control.cgi?command=4",
            "/decoder_control.cgi?command=0",
            "/decoder_control.cgi?command=5",
            "/decoder_control.cgi?command=1",
        ),
    ),
    "ptz_up_right": Write(
        None,
        (
            "/decoder_control.cgi?command=6",
            "/decoder_control.cgi?command=0",
            "/decoder_control.cgi?command=7",
            "/decoder_control.cgi?command=1",
        ),
    ),
    "ptz_down_left": Write(
        None,
        (
            "/decoder_control.cgi?command=4",
            "/decoder_control.cgi?command=2",
            "/decoder_control.cgi?command=5",
            "/decoder_control.cgi?command=3",
        ),
    ),
    "ptz_down_right": Write(
        None,
        (
            "/decoder_control.cgi?command=6",
            "/decoder_control.cgi?command=2",
            "/decoder_control.cgi?command=7",
            "/decoder_control.cgi?command=3",
        ),
    ),
    "ptz_center": one(None, "/decoder_control.cgi?command=25"),
    "ptz_stop": one(None, "/decoder_control.cgi?command=1"),
}

FACTS = Facts(
    writes=by_platform(switch=SWITCHES, select=SELECTS, number=NUMBERS, text=TEXTS, button=BUTTONS),
    apart=COMMON | TRIALS,
    restart="/reboot.cgi",
    refusal="error: wrong request pwd={}.",
    least=10,
)
