"""Picture, streams, overlays: the first part of the manual's "AV Function"."""

from ....model.catalogue import Access, Command
from ....model.codecs import Codec
from ....model.rows import ACTION, ADMINISTRATOR, READ, STREAM, VISITOR, WRITE, field, fields, required
from .. import codes
from .common import FLAG, STREAM_PATH, row

IMAGE = ("brightness", "contrast", "hue", "saturation", "sharpness")
ECHO_NOTE = "Takes the whole record: what is left out falls back to nothing."

VIDEO_PARAMS: tuple[tuple[str, Codec, str], ...] = (
    ("resolution", codes.RESOLUTION, "Size of the picture."),
    ("bitRate", codes.BIT_RATE, "Bits per second."),
    ("frameRate", codes.FRAME_RATE, "Pictures per second."),
    ("GOP", codes.GOP, "Pictures from one key picture to the next; a multiple of the frame rate."),
    ("isVBR", FLAG, "Whether the bit rate may vary; not in use, says the manual."),
)
RESOLUTION_NOTE = "The manual does not list the codes of the resolution; these are the usual cameras'."

OSD = (
    required("isEnableTimeStamp", FLAG, "Whether the time is shown in the picture."),
    required("isEnableDevName", FLAG, "Whether the camera's name is shown in the picture."),
    required("dispPos", codes.POSITION, "Where it is shown; 0 is the only place."),
    required("isEnableOSDMask", FLAG, "Whether the masks count; cameras heed setOSDMask only."),
)

MASKS = tuple(
    required(f"{side}_{number}", codes.COORDINATE, f"Mask {number + 1}, {where}.")
    for number in range(4)
    for side, where in (("x1", "left"), ("y1", "top"), ("x2", "right"), ("y2", "bottom"))
)


def _video(kind: str, group: str, which: str, access: tuple[Access, Access]) -> tuple[Command, Command]:
    returns = tuple(
        field(f"{name}{number}", codec, f"{doc} Of stream type {number}.")
        for number in range(4)
        for name, codec, doc in VIDEO_PARAMS
    )
    params = (
        required("streamType", codes.STREAM_TYPE, "The stream type that is to change."),
        *(required(name, codec, doc) for name, codec, doc in VIDEO_PARAMS),
    )
    return (
        row(
            f"get{kind}VideoStreamParam",
            f"Tell how each type of the {which} stream is encoded.",
            access[0],
            READ,
            returns=returns,
            group=group,
            note=RESOLUTION_NOTE,
        ),
        row(
            f"set{kind}VideoStreamParam",
            f"Set how one type of the {which} stream is encoded.",
            access[1],
            WRITE,
            params=params,
            group=group,
            note=f"{RESOLUTION_NOTE} The bit rate is 20480 to 2097152.",
        ),
    )


ROWS: tuple[Command, ...] = (
    row(
        "getImageSetting",
        "Tell how the picture is set.",
        ADMINISTRATOR,
        READ,
        returns=(
            *(field(name, codes.PERCENT, f"The picture's {name}.") for name in IMAGE),
            field("denoiseLevel", codes.PERCENT, "Not in use."),
        ),
        group="image",
    ),
    *(
        row(
            f"set{name.capitalize()}",
            f"Set the picture's {name}.",
            ADMINISTRATOR,
            WRITE,
            params=(required(name, codes.PERCENT, f"The picture's {name}."),),
            group="image",
            note="The manual's example has it as constrast." if name == "contrast" else "",
        )
        for name in IMAGE
    ),
    row("resetImageSetting", "Set the picture back to the defaults.", ADMINISTRATOR, ACTION, group="image"),
    row(
        "getMirrorAndFlipSetting",
        "Tell whether the picture is mirrored or upside down.",
        ADMINISTRATOR,
        READ,
        returns=(
            field("isMirror", FLAG, "Whether left and right are exchanged."),
            field("isFlip", FLAG, "Whether the picture is upside down."),
        ),
        group="mirror",
    ),
    row(
        "mirrorVideo",
        "Exchange left and right, or not.",
        ADMINISTRATOR,
        WRITE,
        params=(required("isMirror", FLAG, "Whether left and right are exchanged."),),
        group="mirror",
    ),
    row(
        "flipVideo",
        "Turn the picture upside down, or not.",
        ADMINISTRATOR,
        WRITE,
        params=(required("isFlip", FLAG, "Whether the picture is upside down."),),
        group="mirror",
    ),
    row(
        "getRatio",
        "Tell how much distortion by the lens is taken out.",
        ADMINISTRATOR,
        READ,
        returns=(field("ratio", codes.RATIO, "Correction of the distortion; the less, the more."),),
        group="ratio",
        note="Here the ranks are called 150, 210 and 430; the setter has ranges.",
    ),
    row(
        "setRatio",
        "Set how much distortion by the lens is taken out.",
        ADMINISTRATOR,
        WRITE,
        params=(required("ratio", codes.RATIO, "0-150 is high, 151-430 middle, 431-511 low."),),
        group="ratio",
    ),
    row(
        "getH264FrmRefMode",
        "Tell how the pictures of the H.264 stream refer to each other.",
        ADMINISTRATOR,
        READ,
        returns=(field("mode", codes.FRAME_REFERENCE, "Normal, or four pictures that may be left out."),),
        group="h264_reference",
    ),
    row(
        "setH264FrmRefMode",
        "Set how the pictures of the H.264 stream refer to each other.",
        ADMINISTRATOR,
        WRITE,
        params=(required("mode", codes.FRAME_REFERENCE, "Normal, or four pictures that may be left out."),),
        group="h264_reference",
    ),
    row(
        "getScheduleRecordStreamChn",
        "Tell which stream the planned recording takes.",
        ADMINISTRATOR,
        READ,
        returns=(field("chn", codes.STREAM, "The stream that is recorded."),),
        group="record_stream",
    ),
    row(
        "setScheduleRecordStreamChn",
        "Set which stream the planned recording takes.",
        ADMINISTRATOR,
        WRITE,
        params=(required("chn", codes.STREAM, "The stream that is recorded."),),
        group="record_stream",
    ),
    row(
        "setPwrFreq",
        "Set the frequency of the mains, against flicker.",
        ADMINISTRATOR,
        WRITE,
        params=(required("freq", codes.POWER_FREQUENCY, "Frequency of the mains."),),
        note="There is no getter.",
    ),
    *_video("", "main_video", "main", (ADMINISTRATOR, ADMINISTRATOR)),
    *_video("Sub", "sub_video", "sub", (VISITOR, ADMINISTRATOR)),
    row(
        "getMainVideoStreamType",
        "Tell which type the main stream has.",
        ADMINISTRATOR,
        READ,
        returns=(field("streamType", codes.STREAM_TYPE, "The stream type."),),
        group="main_type",
    ),
    row(
        "getSubVideoStreamType",
        "Tell which type the sub stream has.",
        ADMINISTRATOR,
        READ,
        returns=(field("streamType", codes.STREAM_TYPE, "The stream type."),),
        group="sub_type",
        note="There is no setter.",
    ),
    row(
        "setMainVideoStreamType",
        "Set which type the main stream has.",
        ADMINISTRATOR,
        WRITE,
        params=(required("streamType", codes.STREAM_TYPE, "The stream type."),),
        group="main_type",
    ),
    row(
        "setSubStreamFormat",
        "Set whether the sub stream is H.264 or the MJPEG of GetMJStream.",
        ADMINISTRATOR,
        WRITE,
        params=(required("format", codes.SUB_FORMAT, "Format of the sub stream."),),
        note="There is no getter. With MJPEG whoever asks for the sub stream gets the main one.",
    ),
    row(
        "GetMJStream",
        "Send the sub stream as a stream of JPEGs (server push), 640x480 at 15 pictures per second.",
        VISITOR,
        STREAM,
        path=STREAM_PATH,
        note="Only after setSubStreamFormat has made the sub stream MJPEG.",
    ),
    row(
        "getOSDSetting",
        "Tell what is shown in the picture.",
        ADMINISTRATOR,
        READ,
        returns=fields(OSD),
        group="osd",
    ),
    row(
        "setOSDSetting",
        "Set what is shown in the picture.",
        ADMINISTRATOR,
        WRITE,
        params=OSD,
        group="osd",
        whole=True,
        prefix="",
        note=ECHO_NOTE,
    ),
    row(
        "getOsdMaskArea",
        "Tell the places of the four masks.",
        ADMINISTRATOR,
        READ,
        returns=fields(MASKS),
        group="mask_areas",
        note="The manual gives no range; cameras count 10000 from edge to edge.",
    ),
    row(
        "setOsdMaskArea",
        "Set the places of the four masks.",
        ADMINISTRATOR,
        WRITE,
        params=MASKS,
        group="mask_areas",
        whole=True,
        prefix="",
        note=ECHO_NOTE,
    ),
    row(
        "getOSDMask",
        "Tell whether the masks are in the picture.",
        ADMINISTRATOR,
        READ,
        returns=(field("isEnableOSDMask", FLAG, "Whether the masks are in the picture."),),
        group="mask",
    ),
    row(
        "setOSDMask",
        "Put the masks into the picture, or take them out.",
        ADMINISTRATOR,
        WRITE,
        params=(required("isEnableOSDMask", FLAG, "Whether the masks are in the picture."),),
        group="mask",
    ),
)
