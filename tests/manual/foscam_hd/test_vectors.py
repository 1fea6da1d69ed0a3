"""Requests and replies of the Foscam IPCamera CGI User Guide 1.0.10, typed by hand from the manual."""

from collections.abc import Mapping

import pytest

from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd.manual import COMMANDS
from custom_components.ipcam_cgi.ipcam.dialects.foscam_hd.wire import FoscamHdWire
from custom_components.ipcam_cgi.ipcam.errors import InvalidValueError
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access, Effect
from custom_components.ipcam_cgi.ipcam.model.codecs import Choice
from custom_components.ipcam_cgi.ipcam.model.protocol import HttpResponse

WIRE = FoscamHdWire()
PROXY = "/cgi-bin/CGIProxy.fcgi?cmd="


def words(text: str) -> list[str]:
    return text.split()


CONTENTS = words(
    """
getImageSetting setBrightness setContrast setHue setSaturation setSharpness resetImageSetting
getMirrorAndFlipSetting mirrorVideo flipVideo getRatio setRatio getH264FrmRefMode setH264FrmRefMode
getScheduleRecordStreamChn setScheduleRecordStreamChn setPwrFreq getVideoStreamParam setVideoStreamParam
getSubVideoStreamParam setSubVideoStreamParam getMainVideoStreamType getSubVideoStreamType
setMainVideoStreamType setSubStreamFormat GetMJStream getOSDSetting setOSDSetting getOsdMaskArea
setOsdMaskArea getOSDMask setOSDMask getMotionDetectConfig setMotionDetectConfig setLocalAlarmRecordConfig
getLocalAlarmRecordConfig getSnapConfig setSnapConfig getScheduleSnapConfig setScheduleSnapConfig
snapPicture snapPicture2 getRecordList getRecordList2 reloadRecordindex getAlarmRecordConfig
setAlarmRecordConfig getRecordPath getScheduleRecordConfig setScheduleRecordConfig setIOAlarmConfig
getIOAlarmConfig clearIOAlarmOutput setPCAudioAlarmCfg getPCAudioAlarmCfg getMultiDevList
getMultiDevDetailInfo addMultiDev delMultiDev
addAccount delAccount changePassword changeUserName changeUserNameAndPwdTogether logIn logOut getSessionList
getUserList usrBeatHeart
ptzMoveUp ptzMoveDown ptzMoveLeft ptzMoveRight ptzMoveTopLeft ptzMoveTopRight ptzMoveBottomLeft
ptzMoveBottomRight ptzStopRun ptzReset getPTZSpeed setPTZSpeed getPTZPresetPointList ptzAddPresetPoint
ptzDeletePresetPoint ptzGotoPresetPoint ptzGetCruiseMapList ptzGetCruiseMapInfo ptzSetCruiseMap
ptzDelCruiseMap ptzStartCruise ptzStopCruise setCruiseTime getCruiseTime setCruiseTimeCustomed
getCruiseTimeCustomed setCruiseLoopCnt getCruiseLoopCnt setCruiseCtrlMode getCruiseCtrlMode
setCruisePrePointLingerTime getCruisePrePointLingerTime zoomIn zoomOut zoomStop getZoomSpeed setZoomSpeed
setPTZSelfTestMode getPTZSelfTestMode setPTZPrePointForSelfTest getPTZPrePointForSelfTest set485Info
get485Info
getIPInfo setIpInfo refreshWifiList getWifiList setWifiSetting getWifiConfig getPortInfo setPortInfo
getUPnPConfig setUPnPConfig getDDNSConfig setDDNSConfig setFtpConfig getFtpConfig testFtpServer
getSMTPConfig setSMTPConfig smtpTest setP2PEnable getP2PEnable setP2PPort getP2PPort getP2PInfo
getPPPoEConfig setPPPoEConfig
setSystemTime getSystemTime openInfraLed closeInfraLed getInfraLedConfig setInfraLedConfig
getScheduleInfraLedConfig setScheduleInfraLedConfig getDevState getDevName setDevName getDevInfo
getProductModel getProductModelName getProductLanguage getProductSensorType getProductWifiType
getProductSdFlag getProductOutdoorFlag getProductPtFlag getProductZoomFlag getProductRs485Flag
getProductIoAlarmFlag getProductOnvifFlag getProductP2pFlag getProductWpsFlag getProductAudioFlag
getProductTalkFlag getProductAppVer getProductAllInfo getGeneratePubKey toolResetToFactory
rebootSystem restoreToFactorySetting exportConfig ImportConfig FwUpgrade
getFirewallConfig setFirewallConfig getLog
"""
)

WEEK = "".join(f"&schedule{day}={bits}" for day, bits in enumerate((1, 2, 4, 8, 16, 32, 281474976710655)))
WEEK_VALUES = {f"schedule{day}": 1 << day for day in range(6)} | {"schedule6": 281474976710655}

MOTION_VALUES: Mapping[str, object] = {
    "isEnable": True,
    "linkage": 15,
    "snapInterval": 2,
    "sensitivity": "normal",
    "triggerInterval": 5,
    **WEEK_VALUES,
    **{f"area{row}": 1023 for row in range(10)},
}
INPUT_VALUES: Mapping[str, object] = {
    "isEnable": True,
    "linkage": 6,
    "alarmLevel": "high",
    "snapInterval": 2,
    "triggerInterval": 5,
    **WEEK_VALUES,
}
WIFI_VALUES: Mapping[str, object] = {
    "isEnable": True,
    "isUseWifi": True,
    "ssid": "attic",
    "netType": "infrastructure",
    "encryptType": "wpa_wpa2",
    "psk": "correct horse",
    "authMode": "open",
    "keyFormat": "ascii",
    "defaultKey": 1,
    **{f"key{number}": "" for number in range(1, 5)},
    **{f"key{number}Len": "bits_64" for number in range(1, 5)},
}
FTP_VALUES = {
    "ftpAddr": "ftp://192.0.2.9/cam",
    "ftpPort": 21,
    "mode": "passive",
    "userName": "anna",
    "password": "plum",
}
FTP = "&ftpAddr=ftp:%2F%2F192.0.2.9%2Fcam&ftpPort=21&mode=0&userName=anna&password=plum"
OTHER_VALUES = {
    "chnnl": 2,
    "productType": "H264",
    "ip": "192.0.2.3",
    "port": 88,
    "mediaPort": 88,
    "userName": "anna",
    "passWord": "plum",
    "devName": "shed",
}

REQUESTS: list[tuple[str, Mapping[str, object], str]] = [
    ("setBrightness", {"brightness": 50}, "&brightness=50"),
    ("setContrast", {"contrast": 51}, "&contrast=51"),
    ("setHue", {"hue": 52}, "&hue=52"),
    ("setSaturation", {"saturation": 53}, "&saturation=53"),
    ("setSharpness", {"sharpness": 54}, "&sharpness=54"),
    ("mirrorVideo", {"isMirror": True}, "&isMirror=1"),
    ("flipVideo", {"isFlip": False}, "&isFlip=0"),
    ("setRatio", {"ratio": 150}, "&ratio=150"),
    ("setH264FrmRefMode", {"mode": "skipping"}, "&mode=1"),
    ("setScheduleRecordStreamChn", {"chn": "sub"}, "&chn=1"),
    ("setPwrFreq", {"freq": "hz_60"}, "&freq=0"),
    ("setPwrFreq", {"freq": "hz_50"}, "&freq=1"),
    *(
        (
            name,
            {
                "streamType": "type_1",
                "resolution": "720p",
                "bitRate": 2097152,
                "frameRate": 30,
                "GOP": 30,
                "isVBR": False,
            },
            "&streamType=0&resolution=0&bitRate=2097152&frameRate=30&GOP=30&isVBR=0",
        )
        for name in ("setVideoStreamParam", "setSubVideoStreamParam")
    ),
    ("setMainVideoStreamType", {"streamType": "type_4"}, "&streamType=3"),
    ("setSubStreamFormat", {"format": "mjpeg"}, "&format=1"),
    (
        "setOSDSetting",
        {"isEnableTimeStamp": 1, "isEnableDevName": 1, "dispPos": 0, "isEnableOSDMask": 0},
        "&isEnableTimeStamp=1&isEnableDevName=1&dispPos=0&isEnableOSDMask=0",
    ),
    (
        "setOsdMaskArea",
        {f"{side}_{n}": 0 for n in range(4) for side in ("x1", "y1", "x2", "y2")}
        | {"x1_0": 100, "y1_0": 100, "x2_0": 200, "y2_0": 200},
        (
            "&x1_0=100&y1_0=100&x2_0=200&y2_0=200&x1_1=0&y1_1=0&x2_1=0&y2_1=0&x1_2=0&y1_2=0&x2_2=0&y2_2=0"
            "&x1_3=0&y1_3=0&x2_3=0&y2_3=0"
        ),
    ),
    ("setOSDMask", {"isEnableOSDMask": True}, "&isEnableOSDMask=1"),
    (
        "setMotionDetectConfig",
        MOTION_VALUES,
        (
            "&isEnable=1&linkage=15&snapInterval=2&sensitivity=1&triggerInterval=5"
            f"{WEEK}&area0=1023&area1=1023&area2=1023&area3=1023&area4=1023&area5=1023&area6=1023&area7=1023"
            "&area8=1023&area9=1023"
        ),
    ),
    (
        "setLocalAlarmRecordConfig",
        {"isEnableLocalAlarmRecord": True, "localAlarmRecordSecs": 30},
        "&isEnableLocalAlarmRecord=1&localAlarmRecordSecs=30",
    ),
    (
        "setSnapConfig",
        {"snapPicQuality": "normal", "saveLocation": "ftp"},
        "&snapPicQuality=1&saveLocation=2",
    ),
    (
        "setScheduleSnapConfig",
        {"isEnable": True, "snapInterval": 2, **WEEK_VALUES},
        f"&isEnable=1&snapInterval=2{WEEK}",
    ),
    (
        "getRecordList",
        {"recordPath": "/sd", "startTime": 1, "endTime": 2, "recordType": 3, "startNo": 4},
        "&recordPath=%2Fsd&startTime=1&endTime=2&recordType=3&startNo=4",
    ),
    ("getRecordList2", {"startNo": 10}, "&startNo=10"),
    (
        "setAlarmRecordConfig",
        {"isEnablePreRecord": True, "preRecordSecs": 5, "alarmRecordSecs": 30},
        "&isEnablePreRecord=1&preRecordSecs=5&alarmRecordSecs=30",
    ),
    (
        "setScheduleRecordConfig",
        {
            "isEnable": True,
            "recordLevel": "fps_1",
            "spaceFullMode": "stop",
            "isEnableAudio": False,
            **WEEK_VALUES,
        },
        f"&isEnable=1&recordLevel=5&spaceFullMode=1&isEnableAudio=0{WEEK}",
    ),
    (
        "setIOAlarmConfig",
        INPUT_VALUES,
        f"&isEnable=1&linkage=6&alarmLevel=1&snapInterval=2&triggerInterval=5{WEEK}",
    ),
    ("setPCAudioAlarmCfg", {"isEnablePCAudioAlarm": True}, "&isEnablePCAudioAlarm=1"),
    ("getMultiDevDetailInfo", {"chnnl": 2}, "&chnnl=2"),
    (
        "addMultiDev",
        OTHER_VALUES,
        "&chnnl=2&productType=H264&ip=192.0.2.3&port=88&mediaPort=88&userName=anna&passWord=plum&devName=shed",
    ),
    ("delMultiDev", {"chnnl": 2}, "&chnnl=2"),
    (
        "addAccount",
        {"usrName": "anna", "usrPwd": "plum", "privilege": "operator"},
        "&usrName=anna&usrPwd=plum&privilege=1",
    ),
    ("delAccount", {"usrName": "anna"}, "&usrName=anna"),
    (
        "changePassword",
        {"usrName": "anna", "oldPwd": "plum", "newPwd": "fig"},
        "&usrName=anna&oldPwd=plum&newPwd=fig",
    ),
    ("changeUserName", {"usrName": "anna", "newUsrName": "ben"}, "&usrName=anna&newUsrName=ben"),
    (
        "changeUserNameAndPwdTogether",
        {"usrName": "anna", "newUsrName": "ben", "oldPwd": "plum", "newPwd": "fig"},
        "&usrName=anna&newUsrName=ben&oldPwd=plum&newPwd=fig",
    ),
    (
        "logIn",
        {"usrName": "anna", "remoteIp": "192.0.2.7", "groupId": 673982479, "pwd": "plum"},
        "&usrName=anna&remoteIp=192.0.2.7&groupId=673982479&pwd=plum",
    ),
    (
        "logOut",
        {"usrName": "anna", "ip": "192.0.2.7", "groupId": 673982479},
        "&usrName=anna&ip=192.0.2.7&groupId=673982479",
    ),
    (
        "usrBeatHeart",
        {"usrName": "anna", "remoteIp": "192.0.2.7", "groupId": 1},
        "&usrName=anna&remoteIp=192.0.2.7&groupId=1",
    ),
    ("setPTZSpeed", {"speed": "normal"}, "&speed=2"),
    ("ptzAddPresetPoint", {"name": "gate"}, "&name=gate"),
    ("ptzDeletePresetPoint", {"name": "gate"}, "&name=gate"),
    ("ptzGotoPresetPoint", {"name": "front gate"}, "&name=front%20gate"),
    ("ptzGetCruiseMapInfo", {"name": "Horizental"}, "&name=Horizental"),
    (
        "ptzSetCruiseMap",
        {"name": "round", **{f"point{n}": f"p{n}" if n < 6 else "" for n in range(8)}},
        "&name=round&point0=p0&point1=p1&point2=p2&point3=p3&point4=p4&point5=p5&point6=&point7=",
    ),
    ("ptzDelCruiseMap", {"name": "round"}, "&name=round"),
    ("ptzStartCruise", {"mapName": "round"}, "&mapName=round"),
    ("setCruiseTime", {"time": 5}, "&time=5"),
    ("setCruiseTimeCustomed", {"time": 5, "customed": True}, "&time=5&customed=1"),
    ("setCruiseLoopCnt", {"count": 5}, "&count=5"),
    ("setCruiseCtrlMode", {"mode": "loops"}, "&mode=1"),
    (
        "setCruisePrePointLingerTime",
        {"name": "round", **{f"time{n}": n for n in range(8)}},
        "&name=round&time0=0&time1=1&time2=2&time3=3&time4=4&time5=5&time6=6&time7=7",
    ),
    ("getCruisePrePointLingerTime", {"name": "round"}, "&name=round"),
    ("setZoomSpeed", {"speed": "normal"}, "&speed=1"),
    ("setPTZSelfTestMode", {"mode": "preset"}, "&mode=2"),
    ("setPTZPrePointForSelfTest", {"name": "TopMost"}, "&name=TopMost"),
    (
        "set485Info",
        {
            "rs485Protocol": 0,
            "rs485Addr": 1,
            "rs485Baud": 1200,
            "rs485DataBit": 7,
            "rs485StopBit": 1,
            "rs485Check": 0,
        },
        "&rs485Protocol=0&rs485Addr=1&rs485Baud=1200&rs485DataBit=7&rs485StopBit=1&rs485Check=0",
    ),
    (
        "setIpInfo",
        {
            "isDHCP": False,
            "ip": "192.0.2.88",
            "gate": "192.0.2.1",
            "mask": "255.255.255.0",
            "dns1": "192.0.2.1",
            "dns2": "192.0.2.2",
        },
        "&isDHCP=0&ip=192.0.2.88&gate=192.0.2.1&mask=255.255.255.0&dns1=192.0.2.1&dns2=192.0.2.2",
    ),
    ("getWifiList", {"startNo": 20}, "&startNo=20"),
    (
        "setWifiSetting",
        WIFI_VALUES,
        (
            "&isEnable=1&isUseWifi=1&ssid=attic&netType=0&encryptType=4&psk=correct%20horse&authMode=0"
            "&keyFormat=0&defaultKey=1&key1=&key2=&key3=&key4=&key1Len=64&key2Len=64&key3Len=64&key4Len=64"
        ),
    ),
    (
        "setPortInfo",
        {"webPort": 88, "mediaPort": 89, "httpsPort": 443, "onvifPort": 888},
        "&webPort=88&mediaPort=89&httpsPort=443&onvifPort=888",
    ),
    ("setUPnPConfig", {"isEnable": True}, "&isEnable=1"),
    (
        "setDDNSConfig",
        {
            "isEnable": True,
            "hostName": "gate.example.org",
            "ddnsServer": "dyndns",
            "user": "anna",
            "password": "plum",
        },
        "&isEnable=1&hostName=gate.example.org&ddnsServer=4&user=anna&password=plum",
    ),
    ("setFtpConfig", FTP_VALUES, FTP),
    ("testFtpServer", FTP_VALUES, FTP),
    (
        "setSMTPConfig",
        {
            "isEnable": True,
            "server": "mail.example.org",
            "port": 587,
            "isNeedAuth": True,
            "tls": "starttls",
            "user": "anna",
            "password": "plum",
            "sender": "cam@example.org",
            "reciever": "a@example.org,b@example.org",
        },
        (
            "&isEnable=1&server=mail.example.org&port=587&isNeedAuth=1&tls=2&user=anna&password=plum"
            "&sender=cam%40example.org&reciever=a%40example.org,b%40example.org"
        ),
    ),
    (
        "smtpTest",
        {
            "smtpServer": "mail.example.org",
            "port": 587,
            "isNeedAuth": True,
            "tls": "tls",
            "user": "anna",
            "password": "plum",
            "sender": "cam@example.org",
        },
        (
            "&smtpServer=mail.example.org&port=587&isNeedAuth=1&tls=1&user=anna&password=plum"
            "&sender=cam%40example.org"
        ),
    ),
    ("setP2PEnable", {"enable": True}, "&enable=1"),
    ("setP2PPort", {"port": 12345}, "&port=12345"),
    (
        "setPPPoEConfig",
        {"isEnable": True, "userName": "anna", "password": "plum"},
        "&isEnable=1&userName=anna&password=plum",
    ),
    (
        "setSystemTime",
        {
            "timeSource": False,
            "ntpServer": "",
            "dateFormat": "yyyy_mm_dd",
            "timeFormat": "hours_12",
            "timeZone": 0,
            "isDst": False,
            "dst": 0,
            "year": 2012,
            "mon": 1,
            "day": 6,
            "hour": 9,
            "minute": 35,
            "sec": 0,
        },
        (
            "&timeSource=1&ntpServer=&dateFormat=0&timeFormat=0&timeZone=0&isDst=0&dst=0&year=2012&mon=1&day=6"
            "&hour=9&minute=35&sec=0"
        ),
    ),
    ("setInfraLedConfig", {"mode": "manual"}, "&mode=1"),
    (
        "setScheduleInfraLedConfig",
        {f"{end}{part}{n}": n for n in range(3) for end in ("start", "end") for part in ("Hour", "Min")},
        (
            "&startHour0=0&startMin0=0&endHour0=0&endMin0=0&startHour1=1&startMin1=1&endHour1=1&endMin1=1"
            "&startHour2=2&startMin2=2&endHour2=2&endMin2=2"
        ),
    ),
    ("setDevName", {"devName": "gate"}, "&devName=gate"),
    ("toolResetToFactory", {"codeLen": 4, "code": "abcd"}, "&codeLen=4&code=abcd"),
    (
        "setFirewallConfig",
        {"isEnable": True, "rule": "deny", **{f"ipList{n}": 0 for n in range(8)}},
        "&isEnable=1&rule=0&ipList0=0&ipList1=0&ipList2=0&ipList3=0&ipList4=0&ipList5=0&ipList6=0&ipList7=0",
    ),
    ("getLog", {"offset": 0, "count": 20}, "&offset=0&count=20"),
]
WITH_PARAMETERS = {name for name, _, _ in REQUESTS}


def target(name: str, values: Mapping[str, object]) -> str:
    row = COMMANDS[name]
    return WIRE.request(row, row.encode(values)).target


def reply(name: str, body: str) -> Mapping[str, str]:
    response = HttpResponse(200, {}, body.encode())
    WIRE.check(COMMANDS[name], response)
    return WIRE.parse(COMMANDS[name], response)


def test_every_heading_is_in_the_catalogue_in_order() -> None:
    assert len(CONTENTS) == 177
    assert [row.section for row in COMMANDS.values()][:177] == CONTENTS


@pytest.mark.parametrize(("name", "values", "rest"), REQUESTS, ids=[each[0] for each in REQUESTS])
def test_request(name: str, values: Mapping[str, object], rest: str) -> None:
    assert target(name, values) == f"{PROXY}{name}{rest}"


@pytest.mark.parametrize("heading", CONTENTS)
def test_request_without_parameters(heading: str) -> None:
    name = {"ImportConfig": "importConfig", "FwUpgrade": "fwUpgrade"}.get(heading, heading)
    if name in WITH_PARAMETERS:
        return
    path = "/cgi-bin/CGIStream.cgi?cmd=" if name == "GetMJStream" else PROXY
    assert COMMANDS[name].params == ()
    assert target(name, {}) == f"{path}{name}"


def test_only_files_go_out_by_post() -> None:
    posted = {name: row.upload for name, row in COMMANDS.items() if row.upload}
    assert posted == {"importConfig": "setting_file", "fwUpgrade": "fw_file"}


VISITOR = words(
    """
getSubVideoStreamParam GetMJStream snapPicture snapPicture2 logIn logOut usrBeatHeart getProductModel
getProductModelName getProductLanguage getProductSensorType getProductWifiType getProductSdFlag
getProductOutdoorFlag getProductPtFlag getProductZoomFlag getProductRs485Flag getProductIoAlarmFlag
getProductOnvifFlag getProductP2pFlag getProductWpsFlag getProductAudioFlag getProductTalkFlag
getProductAppVer getProductAllInfo getGeneratePubKey toolResetToFactory
"""
)
OPERATOR = words(
    """
ptzMoveUp ptzMoveDown ptzMoveLeft ptzMoveRight ptzMoveTopLeft ptzMoveTopRight ptzMoveBottomLeft
ptzMoveBottomRight ptzStopRun ptzReset getPTZSpeed setPTZSpeed getPTZPresetPointList ptzGotoPresetPoint
ptzGetCruiseMapList ptzGetCruiseMapInfo ptzStartCruise ptzStopCruise setCruiseTime getCruiseTime
setCruiseTimeCustomed getCruiseTimeCustomed setCruiseLoopCnt getCruiseLoopCnt setCruiseCtrlMode
getCruiseCtrlMode setCruisePrePointLingerTime getCruisePrePointLingerTime zoomIn zoomOut zoomStop
getZoomSpeed setZoomSpeed setPTZSelfTestMode getPTZSelfTestMode setPTZPrePointForSelfTest
getPTZPrePointForSelfTest set485Info get485Info
"""
)
DESTRUCTIVE = words(
    """
addMultiDev delMultiDev addAccount delAccount changePassword changeUserName changeUserNameAndPwdTogether
setIpInfo setWifiSetting setPortInfo setP2PPort setPPPoEConfig toolResetToFactory restoreToFactorySetting
importConfig fwUpgrade setFirewallConfig
"""
)


def test_privileges() -> None:
    for name, row in COMMANDS.items():
        wanted = Access.ADMINISTRATOR
        if name in VISITOR:
            wanted = Access.VISITOR
        if name in OPERATOR:
            wanted = Access.OPERATOR
        assert row.access is wanted, name


def test_what_cannot_be_taken_back() -> None:
    assert sorted(DESTRUCTIVE) == sorted(
        name for name, row in COMMANDS.items() if row.effect is Effect.DESTRUCTIVE
    )


RANGES = [
    *((f"set{name.capitalize()}", name, 0, 100) for name in ("brightness", "contrast", "hue", "saturation")),
    ("setSharpness", "sharpness", 0, 100),
    ("setRatio", "ratio", 0, 511),
    ("setVideoStreamParam", "bitRate", 20480, 6291456),
    ("setSubVideoStreamParam", "bitRate", 20480, 6291456),
    *(("setMotionDetectConfig", f"schedule{day}", 0, 2**48 - 1) for day in range(7)),
    *(("setMotionDetectConfig", f"area{row}", 0, 1023) for row in range(10)),
    ("setIOAlarmConfig", "schedule6", 0, 2**48 - 1),
    ("setScheduleSnapConfig", "schedule0", 0, 2**48 - 1),
    ("setScheduleRecordConfig", "schedule0", 0, 2**48 - 1),
    ("setWifiSetting", "defaultKey", 1, 4),
    ("setPortInfo", "webPort", 1, 65535),
    ("setSystemTime", "mon", 1, 12),
    ("setScheduleInfraLedConfig", "startHour2", 0, 23),
    ("setScheduleInfraLedConfig", "endMin2", 0, 59),
    ("getLog", "count", 1, 20),
    ("getLog", "offset", 0, 1000),
]


@pytest.mark.parametrize(("name", "param", "lowest", "highest"), RANGES)
def test_range(name: str, param: str, lowest: int, highest: int) -> None:
    codec = COMMANDS[name].param(param).codec
    assert codec.encode(lowest) == str(lowest)
    assert codec.encode(highest) == str(highest)
    for beyond in (lowest - 1, highest + 1):
        with pytest.raises(InvalidValueError):
            codec.encode(beyond)


CODES = [
    ("setH264FrmRefMode", "mode", "0 normal 1 skipping", "2"),
    ("setScheduleRecordStreamChn", "chn", "0 main 1 sub", "2"),
    ("setPwrFreq", "freq", "0 hz_60 1 hz_50", "2"),
    ("setMainVideoStreamType", "streamType", "0 type_1 1 type_2 2 type_3 3 type_4", "4"),
    ("setSubStreamFormat", "format", "0 h264 1 mjpeg", "2"),
    ("setMotionDetectConfig", "sensitivity", "0 low 1 normal 2 high 3 lower 4 lowest", "5"),
    ("setSnapConfig", "snapPicQuality", "0 low 1 normal 2 high", "3"),
    ("setSnapConfig", "saveLocation", "0 sd_card 2 ftp", "1"),
    ("setScheduleRecordConfig", "recordLevel", "0 fps_30 1 fps_24 2 fps_15 3 fps_8 4 fps_4 5 fps_1", "6"),
    ("setScheduleRecordConfig", "spaceFullMode", "0 overwrite 1 stop", "2"),
    ("setIOAlarmConfig", "alarmLevel", "0 low 1 high", "2"),
    ("addAccount", "privilege", "0 visitor 1 operator 2 administrator", "3"),
    # The manual has them the other way round; no camera does.
    ("setPTZSpeed", "speed", "0 very_fast 1 fast 2 normal 3 slow 4 very_slow", "5"),
    ("setZoomSpeed", "speed", "0 slow 1 normal 2 fast", "3"),
    ("setCruiseCtrlMode", "mode", "0 time 1 loops", "2"),
    ("setPTZSelfTestMode", "mode", "0 none 1 normal 2 preset", "3"),
    ("setWifiSetting", "netType", "0 infrastructure 1 ad_hoc", "2"),
    ("setWifiSetting", "encryptType", "0 none 1 wep 2 wpa 3 wpa2 4 wpa_wpa2", "5"),
    ("setWifiSetting", "authMode", "0 open 1 shared 2 auto", "3"),
    ("setWifiSetting", "keyFormat", "0 ascii 1 hexadecimal", "2"),
    ("setWifiSetting", "key4Len", "64 bits_64 128 bits_128", "32"),
    ("setDDNSConfig", "ddnsServer", "0 factory 1 oray 2 3322 3 no_ip 4 dyndns", "5"),
    ("setFtpConfig", "mode", "0 passive 1 port", "2"),
    ("setSMTPConfig", "tls", "0 none 1 tls 2 starttls", "3"),
    ("setSystemTime", "dateFormat", "0 yyyy_mm_dd 1 dd_mm_yyyy 2 mm_dd_yyyy", "3"),
    ("setSystemTime", "timeFormat", "0 hours_12 1 hours_24", "2"),
    ("setInfraLedConfig", "mode", "0 auto 1 manual 2 schedule", "3"),
    ("setFirewallConfig", "rule", "0 deny 1 allow", "2"),
]


@pytest.mark.parametrize(("name", "param", "table", "wrong"), CODES)
def test_codes(name: str, param: str, table: str, wrong: str) -> None:
    codec = COMMANDS[name].param(param).codec
    assert isinstance(codec, Choice)
    words = table.split()
    assert dict(codec.options) == dict(zip(words[::2], words[1::2], strict=True))
    with pytest.raises(InvalidValueError):
        codec.encode(wrong)


STATES = [
    ("IOAlarm", "0 disabled 1 clear 2 alarm"),
    ("motionDetectAlarm", "0 disabled 1 clear 2 alarm"),
    ("soundAlarm", "0 disabled 1 clear 2 alarm"),
    ("sdState", "0 none 1 ok 2 read_only"),
    ("ntpState", "0 disabled 1 ok 2 failed"),
    ("ddnsState", "0 disabled 1 ok 2 failed"),
    ("upnpState", "0 disabled 1 ok 2 failed"),
]


@pytest.mark.parametrize(("field", "table"), STATES)
def test_states(field: str, table: str) -> None:
    codec = COMMANDS["getDevState"].field(field).codec
    assert isinstance(codec, Choice)
    words = table.split()
    assert dict(codec.options) == dict(zip(words[::2], words[1::2], strict=True))


def test_time_source_is_a_server_when_0() -> None:
    assert COMMANDS["getSystemTime"].field("timeSource").codec.decode("0") is True


WHOLE = words(
    """
setOSDSetting setOsdMaskArea setMotionDetectConfig setLocalAlarmRecordConfig setSnapConfig
setScheduleSnapConfig setAlarmRecordConfig setScheduleRecordConfig setIOAlarmConfig setCruiseTimeCustomed
set485Info setIpInfo setWifiSetting setPortInfo setDDNSConfig setFtpConfig setSMTPConfig setPPPoEConfig
setSystemTime setScheduleInfraLedConfig setFirewallConfig
"""
)


def test_setters_of_whole_records() -> None:
    manual = {name for name, row in COMMANDS.items() if row.whole and row.section != "beyond the manual"}
    assert manual == set(WHOLE)


MOTION_RECORD = {
    "isEnable": "1",
    "linkage": "206",
    "snapInterval": "2",
    "sensitivity": "9",
    "triggerInterval": "10",
    **{f"schedule{day}": str(day) for day in range(7)},
    **{f"area{row}": str(row) for row in range(10)},
}


def test_one_change_keeps_the_rest_of_the_record() -> None:
    record = {**MOTION_RECORD, "humanEnable": "1"}
    sent = COMMANDS["setMotionDetectConfig"].complete({"isEnable": "0"}, record)
    assert sent == {**record, "isEnable": "0"}


@pytest.mark.parametrize("lost", MOTION_RECORD)
def test_nothing_is_sent_when_a_setting_is_not_known(lost: str) -> None:
    record = {name: text for name, text in MOTION_RECORD.items() if name != lost}
    change = {"linkage" if lost == "isEnable" else "isEnable": "0"}
    with pytest.raises(InvalidValueError, match=lost):
        COMMANDS["setMotionDetectConfig"].complete(change, record)


def test_name_given_by_the_maker_is_not_sent_back() -> None:
    record = {
        "isEnable": "1",
        "hostName": "gate.example.org",
        "ddnsServer": "4",
        "user": "anna",
        "password": "plum",
        "factoryDDNS": "xx0000.example.org",
    }
    sent = COMMANDS["setDDNSConfig"].complete({"isEnable": "0"}, record)
    assert sent == {name: text for name, text in record.items() if name != "factoryDDNS"} | {"isEnable": "0"}


def test_port_of_onvif_is_not_sent_to_a_camera_without() -> None:
    record = {"webPort": "88", "mediaPort": "88", "httpsPort": "443"}
    assert COMMANDS["setPortInfo"].complete({"mediaPort": "554"}, record) == {**record, "mediaPort": "554"}


def test_example_of_the_introduction() -> None:
    body = """<CGI_Result>
<result>0</result>
<isDHCP>1</isDHCP>
<ip>192.0.2.8</ip>
<gate>0.0.0.0</gate>
<mask>255.255.255.0</mask>
<dns1>0.0.0.0</dns1>
<dns2>0.0.0.0</dns2>
</CGI_Result>"""
    assert reply("getIPInfo", body) == {
        "isDHCP": "1",
        "ip": "192.0.2.8",
        "gate": "0.0.0.0",
        "mask": "255.255.255.0",
        "dns1": "0.0.0.0",
        "dns2": "0.0.0.0",
    }


def test_page_of_the_snapshot() -> None:
    body = '<html><body><img src="../snapPic/20200229-235959.jpg"/></body></html>'
    assert reply("snapPicture", body) == {"src": "../snapPic/20200229-235959.jpg"}


SECRETS = [
    ("addAccount", {"usrPwd"}),
    ("changePassword", {"oldPwd", "newPwd"}),
    ("changeUserNameAndPwdTogether", {"oldPwd", "newPwd"}),
    ("logIn", {"pwd"}),
    ("addMultiDev", {"passWord"}),
    ("getMultiDevDetailInfo", {"passWord"}),
    ("setWifiSetting", {"psk", "key1", "key2", "key3", "key4"}),
    ("getWifiConfig", {"psk", "key1", "key2", "key3", "key4"}),
    ("getDDNSConfig", {"password"}),
    ("getFtpConfig", {"password"}),
    ("testFtpServer", {"password"}),
    ("getSMTPConfig", {"password"}),
    ("smtpTest", {"password"}),
    ("getPPPoEConfig", {"password"}),
    ("getP2PInfo", {"uid"}),
    ("getGeneratePubKey", {"pubKey"}),
    ("toolResetToFactory", {"code"}),
]


@pytest.mark.parametrize(("name", "secrets"), SECRETS)
def test_secrets(name: str, secrets: set[str]) -> None:
    assert COMMANDS[name].secrets == secrets
