"""Annexes A and B of the manual: many settings at once, and what a camera can do.

A section of a reply may repeat a field of an earlier one; the later one is then called
`section/field`. What a section says without a name is one text under the section's name.
"""

from ....model.catalogue import Command, Field, Speed
from ....model.codecs import Int, Text
from ....model.rows import ADMINISTRATOR, READ, field, fields
from ..codes import SUPPORTED
from . import camera, event, stream
from .common import row
from .event import NUMBERS
from .system import MAC, SERVER_DATE, SERVER_NAME

LIST = Text(512)
SIZE = Text(16)
COUNT = Int(0, 255)
NUMBER_OR_NO = Text(8)


_INFO1 = (
    *fields(SERVER_NAME),
    SERVER_DATE,
    MAC,
    *fields((*camera.COLOR, *stream.VIDEO)),
    *fields((stream.AUDIO[0], stream.AUDIO[3], stream.AUDIO[1])),
    *fields(stream.RTSP),
)
_INFO2 = (
    *(each for n in NUMBERS for each in fields(event.motion(n)[1].params)),
    *(
        each
        for n in NUMBERS
        for command, section in (
            (event.alarm_input(n)[1], "AlarmIput"),
            (event.alarm_output(n)[1], "AlarmOutput"),
        )
        for each in (
            field(f"{section}/allstatus", command.params[0].codec, command.params[0].doc),
            *fields(command.params[1:]),
        )
    ),
    field("maxno", COUNT, "How many motion detectors the camera has; in the other sections as well."),
    *fields(event.RECORD),
)
_INFO3 = (
    *fields((camera.DAY_NIGHT[0], camera.DAY_NIGHT[1], *camera.DAY_NIGHT[5:])),
    *fields((*camera.COLOR, *camera.WHITE_BALANCE, *camera.WDR, *camera.EFFECT)),
    *fields((camera.SLOW_SHUTTER[1],)),
    *fields(camera.SHUTTER),
)

INFO_NOTES = (
    "The codec of MJPEG is jpeg in the example, and RTSP has its misspellings.",
    "allstatus and maxno are there three times, one for each section.",
    "Tells autolevel, which the getter of 3.1 leaves out, but neither interval nor the two points.",
)

VIDEO = (
    field("MaxVideosizeH264", SIZE, "Largest picture of H.264."),
    field("MaxVideosizeMJPEG", SIZE, "Largest picture of MJPEG."),
    field("MaxVideosizeMPEG4", SIZE, "Largest picture of MPEG4."),
    field("StreamMethod", LIST, "Ways to stream."),
    field("MaxStreamSupported", COUNT, "Number of streams."),
    *(field(f"stream{n}", LIST, f"Codecs and captures that stream {n} can have.") for n in stream.ENCODERS),
    field("EventStreamSupport", LIST, "Events in the RTSP stream."),
)
CODECS = (
    field("MaxVideoCodecsize", COUNT, "Number of codecs."),
    field("VideoCodecSupported", LIST, "Codecs."),
    field("CodecH264Maxuse", COUNT, "Most streams of H.264."),
    field("CodecMPEG4Maxuse", COUNT, "Most streams of MPEG4."),
    field("CodecMJPEGMaxuse", COUNT, "Most streams of MJPEG."),
)
RESOLUTION = (
    field("VideoSizeAll", LIST, "All sizes."),
    field("CaptureMaxsize", COUNT, "Number of captures."),
    *(field(f"Capture{n}", LIST, f"Sizes of capture {n}.") for n in stream.CAPTURES),
)
FRAME_RATE = (
    field("MaxFramerate", COUNT, "Most pictures per second."),
    field("Capabilities Framerate", LIST, "Ranges or fixed rates, and the sizes they are for."),
    field("Capabilities KeyFrame", LIST, "Ranges of the key pictures, and the rates they are for."),
)
BIT_RATE = (
    field("BitrateAll", LIST, "Range of the bit rates."),
    field("JPEGBitrateSupported", LIST, "Range for MJPEG, BitrateAll or Not_Support."),
    field("MPEG4BitrateSupported", LIST, "Range for MPEG4, or the same."),
    field("H.264BitrateSupported", LIST, "Range for H.264, or the same."),
)
QUALITY = (
    field("JPEGQualitySupported", LIST, "Range of the quality of MJPEG, or Not_Support."),
    field("MPEG4QualitySupported", LIST, "Range of the quality of MPEG4, or Not_Support."),
    field("H.264QualitySupported", LIST, "Range of the quality of H.264, or Not_Support."),
)
AUDIO = (
    field("AudioInputSupported", SUPPORTED, "Has a microphone."),
    field("AudioOutputSupported", SUPPORTED, "Has a loudspeaker."),
    field("AudioUploadStream", LIST, "How sound comes from the camera."),
    field("AudioDownloadStream", LIST, "How sound goes to the camera."),
)
AUDIO_CODECS = (
    field("MaxAudioInputChannel", COUNT, "Channels of the microphone."),
    field("AudioInputCodecSupported", LIST, "Codecs of the microphone."),
    field("MaxAudioOutputChannel", COUNT, "Channels of the loudspeaker."),
    field("AudioOutputCodecSupported", LIST, "Codecs of the loudspeaker."),
    field("SamplingAll", LIST, "Sampling rates."),
    field("SamplingFreq", LIST, "Range of the sampling rate."),
    field("Compress", LIST, "Way of compression."),
)
_MOVES = ("Pan", "Tilt", "Zoom", "Focus")
PTZ_ALL = (
    *(field(f"{move}Supported", SUPPORTED, f"Has {move.lower()}.") for move in _MOVES),
    field("AutopanSupported", NUMBER_OR_NO, "Number of automatic pans, or No."),
    field("PresetSupported", NUMBER_OR_NO, "Number of presets, or No."),
    field("TourSupported", NUMBER_OR_NO, "Number of tours, or No."),
)
PTZ = (
    *PTZ_ALL,
    field("EndlessPanSupported", SUPPORTED, "Turns round and round."),
    field("AutoFocusSupported", SUPPORTED, "Focuses by itself."),
    field("AutopancwSupported", SUPPORTED, "Pans clockwise and anticlockwise without end."),
)


def _info(n: int, doc: str, returns: tuple[Field, ...]) -> Command:
    return row(
        f"serverinfo{n}.getsysinfo{n}",
        doc,
        ADMINISTRATOR,
        READ,
        f"Annex A. Unified Command {n}",
        returns=returns,
        since=("1.04", "1.04", "1.09")[n - 1],
        note=INFO_NOTES[n - 1],
    )


def _can(
    cgi: str, action: str, section: str, doc: str, returns: tuple[Field, ...], note: str = ""
) -> Command:
    return row(
        f"capability{cgi}.{action}",
        doc,
        ADMINISTRATOR,
        READ,
        section,
        returns=returns,
        speed=Speed.ONCE,
        since="1.18" if action == "getPTZ" else "1.16",
        note=note,
    )


_DOTTED = "The dot in H.264 comes and goes in these names; they are told without it, but for the last two."

ROWS: tuple[Command, ...] = (
    _info(1, "Tell name, clock, colours, streams, sound and RTSP at once.", _INFO1),
    _info(2, "Tell motion, alarm input and output and event recording at once.", _INFO2),
    _info(3, "Tell all settings of the picture at once.", _INFO3),
    _can(
        "video",
        "getCapabilitiesVideoAll",
        "B1.1 Get Capabilities Video All",
        "Tell all that the video can do.",
        (*VIDEO, *CODECS, *RESOLUTION, *FRAME_RATE, *BIT_RATE, *QUALITY),
        _DOTTED,
    ),
    _can("video", "getVideo", "B1.2 Get Capabilities Video", "Tell sizes and streams.", VIDEO, _DOTTED),
    _can(
        "video",
        "getVideoCodec",
        "B1.3 Get Capabilities VideoCodec",
        "Tell the codecs.",
        CODECS,
        "MaxVideoCodec in the table is MaxVideoCodecsize in the reply.",
    ),
    _can(
        "video",
        "getResolution",
        "B1.4 Get Capabilities Resolution",
        "Tell the sizes of the captures.",
        RESOLUTION,
        "MaxCapture in the table is CaptureMaxsize in the reply.",
    ),
    _can(
        "video",
        "getFramerate",
        "B1.5 Get Capabilities Framerate & Keyframe",
        "Tell the picture rates.",
        FRAME_RATE,
    ),
    _can("video", "getBitrate", "B1.6 Get Capabilities Bitrate", "Tell the bit rates.", BIT_RATE),
    _can("video", "getQuality", "B1.7 Get Capabilities Quality", "Tell the qualities.", QUALITY),
    _can(
        "audio",
        "getCapabilitiesAudioAll",
        "B2.1 Get Capabilities All Audio",
        "Tell all that the sound can do.",
        (*AUDIO, *AUDIO_CODECS),
    ),
    _can("audio", "getAudio", "B2.2 Get Capabilities Audio", "Tell microphone and loudspeaker.", AUDIO),
    _can(
        "audio",
        "getAudioCodec",
        "B2.3 Get Capabilities AudioCodec",
        "Tell the codecs of the sound.",
        AUDIO_CODECS,
    ),
    _can(
        "ptz",
        "getCapabilitiesPTZAll",
        "B3.1 Get Capabilities All PTZ",
        "Tell what motors and lens can do.",
        PTZ_ALL,
        "Tells less than getPTZ.",
    ),
    _can("ptz", "getPTZ", "B3.2 Get Capabilities PTZ", "Tell all that motors and lens can do.", PTZ),
)
