"""The still and the live picture of netwave cameras."""

from ...model.catalogue import Catalogue, Request
from ...model.codecs import Choice
from ...model.dialect import Stream
from ...model.options import CameraOptions

# Pictures per second of each rate code; between two codes the camera knows nothing.
RATES = {20: 1, 15: 3, 10: 6, 5: 11, 4: 12, 3: 13, 2: 14, 1: 15}


def streams(commands: Catalogue) -> tuple[Stream, ...]:
    """Return the one stream of a catalogue of this family."""
    live, still = commands["videostream"], commands["snapshot"]

    def open_live(options: CameraOptions) -> Request:
        values: dict[str, object] = {}
        if options.resolution:
            values["resolution"] = options.resolution
        if options.rate and any(param.name == "rate" for param in live.params):
            slower = [code for rate, code in RATES.items() if rate <= options.rate]
            values["rate"] = min(slower, default=max(RATES.values()))
        return live.request(**values)

    resolutions = live.param("resolution").codec
    return (
        Stream(
            key="main",
            still=lambda _options: still.request(),
            live=open_live,
            resolutions=tuple(resolutions.names) if isinstance(resolutions, Choice) else (),
        ),
    )
