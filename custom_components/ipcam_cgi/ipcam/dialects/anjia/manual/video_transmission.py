"""Section 3.5 of the manual: video transmission, the encoders of picture and sound."""

from ....model.catalogue import Command, Speed
from ....model.codecs import Flag, Int, Text
from ....model.rows import READ, VISITOR, field, optional
from .. import codes
from .common import pair, row

VIDEO = "3.5.2 Video encoding configuration"

ENCODER = (
    optional("encode_mode", codes.VIDEO_CODEC, "Codec."),
    optional("resolution", codes.Capitals(16), "Size of the picture, as the capabilities list it."),
    optional("framerate", Int(1, 60, "fps"), "Pictures per second, as the capabilities allow."),
    optional(
        "govlength", Int(1, 240), "Pictures from one key frame to the next: from one to four seconds of them."
    ),
    optional("bitrate", Int(1, 50000, "kbit/s"), "Bit rate, as the capabilities allow."),
    optional("bitrate_control", codes.BIT_RATE_CONTROL, "Constant or variable bit rate.", needs=("bitrate",)),
)
ADVANCED = (optional("profile", codes.PROFILE, "Profile of the video codec."),)
AUDIO = (
    optional("enable", Flag(), "Audio."),
    optional("encode_type", codes.AUDIO_CODEC, "Codec, as the capabilities list it."),
    optional("samplerate", codes.SAMPLE_RATE, "Samples per second."),
    optional("bitrate", codes.AUDIO_BIT_RATE, "Bits per second."),
    optional("input_volume", Int(1, 100), "Volume of the microphone."),
    optional("output_volume", Int(1, 100), "Volume of the loudspeaker."),
    optional("amplify", Flag(), "Amplifier."),
)

ROWS: tuple[Command, ...] = (
    row(
        "videoencoder.getcapabilities",
        "Tell which sizes, frame rates and bit rates each codec of each stream allows.",
        VISITOR,
        READ,
        "3.5.1 Video encoding capabilities",
        path="/cgi-bin/videoencoder/getcapabilities",
        returns=(
            field(
                "stream1/H264/1080P/framerate_range",
                Text(),
                "Frame rates of this stream, codec and size; and so on.",
            ),
            field("stream1/H264/1080P/bitrate_range", Text(), "Its bit rates."),
        ),
        speed=Speed.ONCE,
        note="The table over it is headed Network.",
    ),
    row(
        "videoencoder",
        "Tell the settings of the encoder on older firmware; newer has only the pages of each stream.",
        VISITOR,
        READ,
        VIDEO,
        returns=tuple(field(param.name, param.codec, param.doc) for param in ENCODER),
        note="The replies shown in this section are those of /cgi-bin/time.",
    ),
    *pair(
        "videoencoder.stream1",
        "videoencoder.stream1.set",
        "how the main stream is encoded",
        ENCODER,
        VIDEO,
        group="videoencoder.stream1",
        path="/cgi-bin/videoencoder/stream1",
        capability_getters=("videoencoder.getcapabilities",),
        note="`resolution` is missing in the table; the examples write `frame_rate`, the table `framerate`.",
    ),
    *pair(
        "videoencoder.stream2",
        "videoencoder.stream2.set",
        "how the sub stream is encoded",
        ENCODER,
        VIDEO,
        group="videoencoder.stream2",
        path="/cgi-bin/videoencoder/stream2",
        capability_getters=("videoencoder.getcapabilities",),
        note="`resolution` is missing in the table; the examples write `frame_rate`, the table `framerate`.",
    ),
    *pair(
        "videoencoder.advanced",
        "videoencoder.advanced.set",
        "the profile of the video codec",
        ADVANCED,
        VIDEO,
        group="videoencoder.advanced",
        path="/cgi-bin/videoencoder/AdvanceEncoderConfig",
        note="The example calls it AdvanceEncodeConfig.",
    ),
    row(
        "audioencoder.getcapabilities",
        "Tell which sample rates and bit rates each audio codec allows.",
        VISITOR,
        READ,
        "3.5.3 Audio encoding capabilities",
        path="/cgi-bin/audioencoder/getcapabilities",
        returns=(field("G.711/8000/bitrate", Text(), "Bit rate of this codec and sample rate; and so on."),),
        speed=Speed.ONCE,
        note="The table over it is headed camera controls; the text once writes G711A for G.711A.",
    ),
    *pair(
        "audioencoder",
        "audioencoder.set",
        "how sound is taken, encoded and played",
        AUDIO,
        "3.5.4 Audio encoding configuration",
        capability_getters=("audioencoder.getcapabilities",),
        note="The last example has lost the beginning of `amplify`.",
    ),
)
