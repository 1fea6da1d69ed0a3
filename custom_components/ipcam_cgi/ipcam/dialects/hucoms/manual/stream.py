"""Chapter 4 of the manual: what the camera sends."""

from ....model.catalogue import Command, Param
from ....model.codecs import Choice, Codec, Int, Text
from ....model.rows import ADMINISTRATOR, DESTRUCTIVE, READ, WRITE, field, optional, required
from .. import codes
from ..codes import ENABLE, HIGH_PORT, PERCENT, RTSP_PORT, TIME_LIMIT, YES
from .common import INFO1, pair, row

CAPTURES = range(1, 4)
ENCODERS = range(1, 4)
PRIVACY_AREAS = range(1, 17)
"""Six on older cameras; each tells how many it has."""

OSD = (
    optional("osdstatus", ENABLE, "Anything shown in the picture."),
    optional("texton", ENABLE, "Show the text."),
    optional("textstr", Text(10), "Text to show, English letters only."),
    optional("dateon", ENABLE, "Show the date."),
    optional("datetype", codes.DATE_FORMAT, "Order of the date."),
    optional("timeon", ENABLE, "Show the time."),
    optional("eventon", ENABLE, "Show what happens."),
    optional("eventdnon", ENABLE, "Show whether it is day or night."),
    optional("eventmdon", ENABLE, "Show motion."),
    optional("eventsenson", ENABLE, "Show the alarm input."),
    optional("eventrelayon", ENABLE, "Show the alarm output."),
    optional("eventshock", ENABLE, "Show tampering; supported models only."),
    optional("osdfont", Choice.plain("english"), "Letters; there is one kind."),
    optional("osdsize", codes.FONT_SIZE, "Size of the letters."),
    optional("osdcolor", Choice.plain("white"), "Colour of the letters; there is one."),
)

TV_OUT = (
    optional("tvoutstatus", ENABLE, "Analogue output."),
    optional("tvtype", codes.TV_TYPE, "Television standard, which also decides the shutter speeds."),
)

FLIP = optional("videoflip", codes.FLIP, "Picture turned upside down, mirrored, or both.")
BIT_RATE = Int(64, 12000, "kbit/s")
QUALITY = Int(5, 95)


def capture(n: int) -> tuple[Param, ...]:
    """Return the parameters of a capture, the size that streams are taken from."""
    return (
        optional(f"capture{n}.enable", ENABLE, f"Whether capture {n} is used."),
        optional(f"capture{n}.size", codes.CAPTURE_SIZE[n - 1], f"Size of the picture of capture {n}."),
    )


def encoder(n: int) -> tuple[Param, ...]:
    """Return the parameters of an encoder, which makes one stream; they go together."""
    # What else there is, belongs to a codec and is not told with every one.
    always = ("enable", "source", "codec", "framerate", "quality")

    def param(name: str, codec: Codec, doc: str) -> Param:
        needs = tuple(f"encoder{n}.{other}" for other in always if other != name)
        return optional(f"encoder{n}.{name}", codec, doc, needs=needs)

    return (
        param("enable", ENABLE, f"Whether stream {n} is made."),
        param(
            "source",
            Choice.plain("capture1") if n == 1 else codes.SOURCE,
            f"Capture that stream {n} is made of.",
        ),
        param("codec", codes.CODEC, f"Codec of stream {n}."),
        param("framerate", Int(1, 120, "fps"), "Pictures per second, 30 at most on the cameras so far."),
        param(
            "quality",
            Int(QUALITY.minimum, BIT_RATE.maximum),
            "For h264 and mpeg the bit rate in kbit/s from 64, for mjpeg the quality to 95.",
        ),
        param("keyframe", Int(5, 120), "Pictures from one key picture to the next; not for mjpeg."),
        param("ratectrl", codes.RATE_CONTROL, "Constant or varying bit rate; not for mjpeg."),
    )


SHARED_VIDEO = (FLIP, *(param for n in CAPTURES for param in capture(n)))
VIDEO = (*SHARED_VIDEO, *(param for n in ENCODERS for param in encoder(n)))
NEED_REBOOT = field("need_reboot", YES, "Whether settings wait for a restart.")
_VIDEO_NOTE = (
    "The manual ends the range of the key pictures at 10 and 60, the capabilities at 5 and 120, and its "
    "examples write the codecs as mpeg and mpeg4, mjpeg and jpeg."
)


def _set_video(n: int) -> Command:
    return row(
        f"videoset.setvideo{n}",
        f"Set stream {n} and what all streams share.",
        ADMINISTRATOR,
        WRITE,
        "4.5 Video",
        params=(*SHARED_VIDEO, *encoder(n)),
        returns=(NEED_REBOOT,),
        group="videoset",
        capability_getters=("capabilityvideo.getCapabilitiesVideoAll",),
        note=_VIDEO_NOTE,
    )


AUDIO = (
    optional("audiocodec", codes.AUDIO_CODEC, "Codec; so far ulaw only."),
    optional("audioinenable", ENABLE, "Microphone.", field="audioin"),
    optional("audioingain", PERCENT, "Loudness of the microphone."),
    optional("audiooutenable", ENABLE, "Loudspeaker.", field="audioout"),
    optional("audiooutgain", PERCENT, "Loudness of the loudspeaker."),
    optional("audiosampling", codes.SAMPLE_RATE, "Sampling rate."),
)

RTSP = (
    optional("rtspport", RTSP_PORT, "RTSP port."),
    optional("rtpport", Text(11), "First and last RTP port, a comma between them, from 3000 to 60000."),
    optional("rtcpenable", ENABLE, "RTCP."),
    optional("rtsptimelimit", TIME_LIMIT, "Time after which a viewer is cut off; 0: never."),
    optional("multicastenable", ENABLE, "Multicast."),
    optional("multicastttl", Int(1, 128), "Hops that multicast goes."),
    optional("multicastvideoip", Text(15), "Multicast group of the picture."),
    optional("multicastvideoport", HIGH_PORT, "Multicast port of the picture."),
    optional("multicastaudioip", Text(15), "Multicast group of the sound."),
    optional("multicastaudioport", HIGH_PORT, "Multicast port of the sound."),
    optional("authorityenable", ENABLE, "Whether RTSP asks for a login."),
)


def privacy(n: int) -> tuple[Command, Command]:
    """Return the rows of an area that nobody gets to see."""
    corner = ("startx", "starty", "endx", "endy")

    def param(name: str, codec: Codec, doc: str) -> Param:
        needs = tuple(f"privacy.{other}" for other in corner if name in corner and other != name)
        return optional(f"privacy.{name}", codec, doc, field=f"privacy{n}.{name}", needs=needs)

    return pair(
        f"privacy.getprivacy{n}",
        f"privacy.setprivacy{n}",
        f"privacy area {n}",
        (
            optional("allstatus", ENABLE, "Whether any of the areas counts."),
            param("enable", ENABLE, "Whether this area counts."),
            param("color", Int(1, 8), "Colour, from white to black."),
            param("startx", Int(0, 319), "Left edge, of a picture 320 wide."),
            param("starty", Int(0, 239), "Upper edge, of a picture 240 high."),
            param("endx", Int(1, 320), "Width; left edge and width stay below 320."),
            param("endy", Int(1, 240), "Height; upper edge and height stay below 240."),
        ),
        "4.3 Privacy Area",
        extra_fields=(field("maxno", Int(0, 255), "How many areas the camera has."),),
        group=f"privacy{n}",
        note="endx and endy are no edges but sizes. Sent without the number, told with it.",
    )


ROWS: tuple[Command, ...] = (
    row(
        "httpapi.setapi",
        "Switch off this very interface, or on.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        "4.1 HTTP API",
        params=(required("apictrlstatus", ENABLE, "Whether commands are taken at all."),),
        returns=(field("apictrlstatus", ENABLE, "Whether commands are taken."),),
        since="1.04",
        note="Once off, only the camera's own pages can switch it on again.",
    ),
    *pair("osd.getosd", "osd.setosd", "what is shown in the picture", OSD, "4.2 OSD"),
    *(command for n in PRIVACY_AREAS for command in privacy(n)),
    *pair("tvout.gettvout", "tvout.settvout", "the analogue output", TV_OUT, "4.4 TV OUT"),
    row(
        "videoset.getvideo",
        "Tell captures and streams.",
        ADMINISTRATOR,
        READ,
        "4.5 Video",
        returns=(
            *(field(param.name, param.codec, param.doc) for param in VIDEO),
            NEED_REBOOT,
            field("max_video_size", Text(16), "Largest picture."),
        ),
        group="videoset",
        bulk_getter=INFO1,
        bulk_lacks=frozenset({"need_reboot", "max_video_size"}),
        note=_VIDEO_NOTE,
    ),
    *(_set_video(n) for n in ENCODERS),
    row(
        "videoset.getmaxsize",
        "Tell the largest picture.",
        ADMINISTRATOR,
        READ,
        "4.5 Video",
        returns=(field("max_video_size", Text(16), "Largest picture."),),
        since="1.07",
    ),
    *pair(
        "audioset.getaudio",
        "audioset.setaudio",
        "the sound",
        AUDIO,
        "4.6 Audio",
        capability_getters=("capabilityaudio.getCapabilitiesAudioAll",),
        note="Told as audioin and audioout what is set as audioinenable and audiooutenable.",
    ),
    *pair(
        "rtspset.getrtsp",
        "rtspset.setrtsp",
        "RTSP",
        RTSP,
        "4.7 RTSP",
        bulk_getter=INFO1,
        note="Group and port of the picture are told as multicastvidioip and multicastvidioport. The example "
        "of the time limit is no number; one of the audio port is below the range.",
    ),
    row(
        "connectinfo.getconnect",
        "Tell where the streams are.",
        ADMINISTRATOR,
        READ,
        "4.8 Connection Information for stream",
        fixed=(
            ("action", "getconnect"),
            ("stream", "all"),
        ),
        returns=tuple(
            each
            for n in ENCODERS
            for each in (
                field(f"stream{n}.codec", Text(16), f"Codec of stream {n}."),
                field(f"stream{n}.size", Text(16), f"Size of stream {n}."),
                field(f"stream{n}.address", Text(256), f"RTSP address of stream {n}."),
            )
        ),
        since="1.01",
    ),
)
