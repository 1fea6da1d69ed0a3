"""The manual's chapter "Device manage"."""

from ....model.catalogue import Command, Speed
from ....model.codecs import Int, Secret, Text
from ....model.rows import (
    ACTION,
    ADMINISTRATOR,
    DESTRUCTIVE,
    READ,
    VISITOR,
    WRITE,
    field,
    fields,
    optional,
    required,
)
from .. import codes
from .common import COUNT, FLAG, LONG, NAME, NUMBER, result, row

CLOCK = (
    optional("year", Int(1970, 2100), "Year."),
    optional("mon", Int(1, 12), "Month."),
    optional("day", Int(1, 31), "Day of the month."),
    optional("hour", Int(0, 23), "Hour."),
    optional("minute", Int(0, 59), "Minute."),
    optional("sec", Int(0, 59), "Second."),
)
SHORT_MINUTE = optional("min", Int(0, 59), "Minute, of cameras that call it so.")
TIME = (
    required("timeSource", codes.NTP, "Whether a server gives the time."),
    required("ntpServer", Text(64), "Address of that server."),
    required("dateFormat", codes.DATE_FORMAT, "How the date is shown."),
    required("timeFormat", codes.TIME_FORMAT, "How the time is shown."),
    required("timeZone", codes.TIME_ZONE, "Seconds west of Greenwich: 3600 is GMT-01:00."),
    required("isDst", FLAG, "Whether it is summer time."),
    optional("dst", NUMBER, "Not in use."),
)

INFRARED_SCHEDULE = tuple(
    required(f"{end}{part}{number}", Int(0, most), f"{text} of period {number + 1}.")
    for number in range(3)
    for end, part, most, text in (
        ("start", "Hour", 23, "Hour of the start"),
        ("start", "Min", 59, "Minute of the start"),
        ("end", "Hour", 23, "Hour of the end"),
        ("end", "Min", 59, "Minute of the end"),
    )
)

INFRARED_MODE = required("mode", codes.INFRARED_MODE, "Whether the camera or a person decides.")
DEVICE_NAME = required("devName", Text(20), "Name of the camera.")

FLAGS = {
    "getProductSdFlag": ("sdFlag", "takes an SD card"),
    "getProductOutdoorFlag": ("outdoorFlag", "is made for outdoors"),
    "getProductPtFlag": ("ptFlag", "can pan and tilt"),
    "getProductZoomFlag": ("zoomFlag", "can zoom"),
    "getProductRs485Flag": ("rs485Flag", "has RS-485"),
    "getProductIoAlarmFlag": ("ioAlarmFlag", "has an alarm input and output"),
    "getProductOnvifFlag": ("onvifFlag", "knows ONVIF"),
    "getProductP2pFlag": ("p2pFlag", "knows the peer-to-peer service"),
    "getProductWpsFlag": ("wpsFlag", "knows WPS"),
    "getProductAudioFlag": ("audioFlag", "can hear"),
    "getProductTalkFlag": ("talkFlag", "can speak"),
}
FLAG_NOTES = {"getProductOutdoorFlag": "Written OutdoorFlag here and outdoorFlag in getProductAllInfo."}

ALL_INFO = (
    field("model", NUMBER, "Number of the model."),
    field("modelName", NAME, "Name of the model."),
    field("language", NUMBER, "Main language."),
    field("sensorType", NUMBER, "Number of the sensor."),
    field("wifiType", NUMBER, "Number of the Wi-Fi part."),
    *(field(f"reserve{number}", NAME, "Reserved.") for number in range(1, 5)),
    *(
        field("Rs485Flag" if name == "rs485Flag" else name, FLAG, f"Whether it {what}.")
        for name, what in FLAGS.values()
    ),
    *(field(f"reserveFlag{number}", NAME, "Reserved.") for number in range(1, 5)),
    field("appVer", NAME, "Version of the application."),
)

STATE = (
    field("IOAlarm", codes.ALARM, "The alarm input."),
    field("motionDetectAlarm", codes.ALARM, "The detection of motion."),
    field("soundAlarm", codes.ALARM, "The detection of noise."),
    field("record", FLAG, "Whether it records."),
    field("sdState", codes.SD_STATE, "The SD card."),
    field("sdFreeSpace", codes.KILOBYTES, "Free space on the card; some firmware adds a k."),
    field("sdTotalSpace", codes.KILOBYTES, "All space on the card; some firmware adds a k."),
    field("ntpState", codes.UPDATE_STATE, "What asking for the time came to."),
    field("ddnsState", codes.UPDATE_STATE, "What dynamic DNS came to."),
    field("url", LONG, "Address by dynamic DNS."),
    field("upnpState", codes.UPDATE_STATE, "What asking the router came to."),
    field("isWifiConnected", FLAG, "Whether Wi-Fi is connected."),
    field("wifiConnectedAP", Text(64), "Name of the network it is connected to."),
    field("infraLedState", FLAG, "Whether the infrared lamp is lit."),
)


def _infra(verb: str) -> Command:
    return row(
        f"{verb}InfraLed",
        f"Switch the infrared lamp {'on' if verb == 'open' else 'off'}.",
        ADMINISTRATOR,
        ACTION,
        returns=(result("ctrlResult"),),
        note="The lamp stays so in the manual mode of setInfraLedConfig only.",
    )


ROWS: tuple[Command, ...] = (
    row(
        "setSystemTime",
        "Set the clock and how it is shown.",
        ADMINISTRATOR,
        WRITE,
        params=(*TIME, *CLOCK, SHORT_MINUTE),
        group="time",
        whole=True,
        prefix="",
        readonly=frozenset(each.name for each in (*CLOCK, SHORT_MINUTE)),
        told_again=("timeSource", "1"),
        note="The manual's table has month and min, its example and the cameras mon and minute. "
        "A clock that a server sets refuses to be told the time; one that a person sets forgets it "
        "when it is not told.",
    ),
    row(
        "getSystemTime",
        "Tell the clock and how it is shown.",
        ADMINISTRATOR,
        READ,
        returns=fields((*TIME, *CLOCK)),
        group="time",
    ),
    _infra("open"),
    _infra("close"),
    row(
        "getInfraLedConfig",
        "Tell who decides about the infrared lamp.",
        ADMINISTRATOR,
        READ,
        returns=fields((INFRARED_MODE,)),
        group="infrared",
    ),
    row(
        "setInfraLedConfig",
        "Set who decides about the infrared lamp.",
        ADMINISTRATOR,
        WRITE,
        params=(INFRARED_MODE,),
        group="infrared",
    ),
    row(
        "getScheduleInfraLedConfig",
        "Tell when the infrared lamp is lit.",
        ADMINISTRATOR,
        READ,
        returns=fields(INFRARED_SCHEDULE),
        group="infrared_schedule",
        since="1.0.6",
    ),
    row(
        "setScheduleInfraLedConfig",
        "Set when the infrared lamp is lit.",
        ADMINISTRATOR,
        WRITE,
        params=INFRARED_SCHEDULE,
        group="infrared_schedule",
        whole=True,
        prefix="",
        since="1.0.6",
        note="The manual's usage and example are those of setInfraLedConfig.",
    ),
    row(
        "getDevState",
        "Tell all alarms and states.",
        ADMINISTRATOR,
        READ,
        returns=STATE,
        speed=Speed.FAST,
        note="Written ddnspState in the manual and ddnsState by cameras. Newer firmware has more alarms.",
    ),
    row(
        "getDevName",
        "Tell the camera's name.",
        ADMINISTRATOR,
        READ,
        returns=fields((DEVICE_NAME,)),
        group="name",
    ),
    row("setDevName", "Set the camera's name.", ADMINISTRATOR, WRITE, params=(DEVICE_NAME,), group="name"),
    row(
        "getDevInfo",
        "Tell what camera this is.",
        ADMINISTRATOR,
        READ,
        returns=(
            field("productName", NAME, "Name of the model."),
            field("serialNo", NAME, "Serial number."),
            field("devName", NAME, "Name of the camera."),
            field("mac", Text(17), "MAC address."),
            field("year", NUMBER, "Year of the camera's clock."),
            field("mon", NUMBER, "Month."),
            field("day", NUMBER, "Day of the month."),
            field("hour", NUMBER, "Hour."),
            field("min", NUMBER, "Minute."),
            field("sec", NUMBER, "Second."),
            field("timeZone", codes.TIME_ZONE, "Seconds west of Greenwich."),
            field("firmwareVer", NAME, "Version of the firmware."),
            field("hardwareVer", NAME, "Version of the hardware."),
        ),
        speed=Speed.ONCE,
    ),
    *(
        row(
            f"getProduct{name}",
            f"Tell the camera's {doc}.",
            VISITOR,
            READ,
            returns=(field(key, codec, f"The camera's {doc}."),),
            speed=Speed.ONCE,
            since="1.0.6",
        )
        for name, key, codec, doc in (
            ("Model", "model", NUMBER, "number of the model"),
            ("ModelName", "modelName", NAME, "name of the model"),
            ("Language", "language", NUMBER, "main language"),
            ("SensorType", "sensorType", NUMBER, "number of the sensor"),
            ("WifiType", "wifiType", NUMBER, "number of the Wi-Fi part"),
        )
    ),
    *(
        row(
            name,
            f"Tell whether the camera {what}.",
            VISITOR,
            READ,
            returns=(field("OutdoorFlag" if key == "outdoorFlag" else key, FLAG, f"Whether it {what}."),),
            speed=Speed.ONCE,
            since="1.0.6",
            note=FLAG_NOTES.get(name, ""),
        )
        for name, (key, what) in FLAGS.items()
    ),
    row(
        "getProductAppVer",
        "Tell the version of the application.",
        VISITOR,
        READ,
        returns=(field("appVer", NAME, "Version of the application."),),
        speed=Speed.ONCE,
        since="1.0.6",
    ),
    row(
        "getProductAllInfo",
        "Tell everything about the model.",
        VISITOR,
        READ,
        returns=ALL_INFO,
        speed=Speed.ONCE,
        since="1.0.6",
        note="Written Rs485Flag here and rs485Flag in the command of its own.",
    ),
    row(
        "getGeneratePubKey",
        "Make a public key for a reset by software.",
        VISITOR,
        READ,
        returns=(
            result("genResult"),
            field("genPubLen", COUNT, "Length of the key."),
            field("pubKey", Secret(1024), "The key."),
        ),
        since="1.0.6",
    ),
    row(
        "toolResetToFactory",
        "Set everything back to the maker's settings, with a code instead of an account.",
        VISITOR,
        DESTRUCTIVE,
        params=(
            required("codeLen", COUNT, "Length of the code."),
            required("code", Secret(1024), "The code."),
        ),
        returns=(result("restoreResult"),),
        since="1.0.6",
    ),
)
