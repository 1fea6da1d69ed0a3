"""The picture, what is shown in it, and how it is encoded."""

from collections.abc import Sequence
from functools import partial

from ....errors import InvalidValueError
from ....model import features as f
from ....model.accessors import Value
from ....model.binding import Binder, Binding
from ....model.catalogue import Record, Request
from ....model.codecs import Codec, Reversed
from ....model.regions import NOWHERE
from ..accessors import MASKS, WHOLE, Covered, OfType, stream_type
from ..codes import STREAM_TYPE
from ..manual.av_function_picture import VIDEO_PARAMS

# The less the number, the more is corrected.
LENS_CORRECTION = Reversed(0, 511)


def image(bind: Binder) -> Sequence[Binding | None]:
    """Bind the settings of the picture."""
    return (
        bind.setting(f.BRIGHTNESS, "setBrightness", "brightness"),
        bind.setting(f.CONTRAST, "setContrast", "contrast"),
        bind.setting(f.HUE, "setHue", "hue"),
        bind.setting(f.SATURATION, "setSaturation", "saturation"),
        bind.setting(f.SHARPNESS, "setSharpness", "sharpness"),
        bind.action(f.RESET_IMAGE, bind.request("resetImageSetting")),
        bind.setting(f.MIRROR, "mirrorVideo", "isMirror"),
        bind.setting(f.FLIP, "flipVideo", "isFlip"),
        bind.change(f.LENS_CORRECTION, "setRatio", Value("ratio", LENS_CORRECTION)),
        bind.send(
            f.POWER_LINE_FREQUENCY,
            {name: (bind.request("setPwrFreq", freq=name),) for name in ("hz_50", "hz_60")},
        ),
    )


def overlay(bind: Binder) -> Sequence[Binding | None]:
    """Bind what is shown in the picture and what is hidden."""
    areas, shown = bind.commands["setOsdMaskArea"], bind.commands["setOSDMask"]

    def cover(value: bool, record: Record) -> Sequence[Request]:
        """Put a mask over everything into a free place, or take it out; the user's own masks stay."""
        masks = [mask.read(record) for mask in MASKS]
        if None in masks:
            raise InvalidValueError("the camera did not report its masks; nothing was changed")
        changes: dict[str, str] = {}
        if value and WHOLE not in masks:
            if NOWHERE not in masks:
                raise InvalidValueError("all four masks are in use, one of them would be lost")
            changes = MASKS[masks.index(NOWHERE)].patch(WHOLE, record)
        if not value:
            for mask, place in zip(MASKS, masks, strict=True):
                if place == WHOLE:
                    changes |= mask.patch(NOWHERE, record)
        own = any(place for place in masks if place != WHOLE)
        plain = {name: text for name, text in record.items() if name != "isEnableOSDMask"}
        requests = [Request(shown, {"isEnableOSDMask": str(int(value or own))})]
        if changes:
            requests.insert(0, Request(areas, areas.complete(changes, plain)))
        return requests

    return (
        bind.setting(f.OVERLAY_TIME, "setOSDSetting", "isEnableTimeStamp"),
        bind.setting(f.OVERLAY_NAME, "setOSDSetting", "isEnableDevName"),
        bind.setting(f.PRIVACY_MASK, "setOSDMask", "isEnableOSDMask"),
        bind.rework(
            f.PRIVACY_MODE,
            cover,
            "setOsdMaskArea",
            "setOSDMask",
            reads=("getOsdMaskArea", "getOSDMask"),
            accessor=Covered(),
        ),
        *(
            bind.change(feature, "setOsdMaskArea", mask)
            for feature, mask in zip(f.PRIVACY_MASK_AREAS, MASKS, strict=False)
        ),
    )


def video(bind: Binder) -> Sequence[Binding | None]:
    """Bind both streams."""
    main = (f.RESOLUTION, f.BIT_RATE, f.FRAME_RATE, f.KEY_FRAME_INTERVAL)
    sub = (f.SUB_RESOLUTION, f.SUB_BIT_RATE, f.SUB_FRAME_RATE, f.SUB_KEY_FRAME_INTERVAL)
    formats = {name: (bind.request("setSubStreamFormat", format=name),) for name in ("h264", "mjpeg")}
    return (
        bind.setting(f.STREAM_PROFILE, "setMainVideoStreamType", "streamType"),
        *_encoder(bind, "", "Main", main),
        *_encoder(bind, "Sub", "Sub", sub),
        bind.send(f.SUB_VIDEO_CODEC, formats),
        bind.setting(f.H264_FRAME_REFERENCES, "setH264FrmRefMode", "mode"),
    )


def _encoder(bind: Binder, kind: str, stream: str, features: Sequence[f.Feature]) -> Sequence[Binding | None]:
    """Bind what the present type of a stream is set to."""
    setter = bind.commands[f"set{kind}VideoStreamParam"]

    def change[T](field: str, codec: Codec[T], value: T, record: Record) -> Sequence[Request]:
        number = stream_type(record)
        if not number:
            raise InvalidValueError("the camera did not report its stream type; nothing was changed")
        # Each type is a record of its own, with fields that a newer firmware has.
        params = {"streamType": number}
        params |= {name[:-1]: text for name, text in record.items() if name[-1:] == number}
        # What no type has this camera does not know.
        known = {
            name
            for name, _, _ in VIDEO_PARAMS
            if any(f"{name}{each}" in record for each in STREAM_TYPE.options)
        }
        if missing := known - params.keys():
            raise InvalidValueError(f"the camera did not report its {min(missing)}; nothing was changed")
        return (Request(setter, params | {field: codec.including(value).encode(value)}),)

    return [
        bind.rework(
            feature,
            partial(change, field, codec),
            setter.name,
            reads=(f"get{kind}VideoStreamParam", f"get{stream}VideoStreamType"),
            accessor=OfType(field, codec),
            codec=codec,
        )
        for feature, (field, codec, _) in zip(features, VIDEO_PARAMS, strict=False)
    ]
