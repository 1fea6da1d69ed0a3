"""How the answers of an Anjia camera look: elements with attributes, mostly."""

from collections.abc import Iterable, Mapping

from .firmware import AUDIO, VIDEO

ROOTS = {"getinfo": "info", "getcapabilities": "capabilities", "rtmp": "RtmpConfig", "rtsp": "RtspConfig"}


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def element(name: str, record: Mapping[str, str], fields: Iterable[str] | None = None) -> str:
    known = record if fields is None else [each for each in record if each in set(fields)]
    return f"<{name} {' '.join(f'{each}="{escaped(record[each])}"' for each in known)}/>"


def video_capabilities() -> str:
    lines = ["<video_capabilities>"]
    for stream, by_codec in VIDEO.items():
        lines.append(f"<{stream}>")
        for codec, sizes in by_codec.items():
            lines.append(f'    <encode_mode name="{codec}">')
            for size, (rates, bits) in sizes.items():
                lines += [
                    f'    <resolution name="{size}">',
                    f"\n        <framerate_range>{rates}</framerate_range>",
                    f"\n        <bitrate_range>{bits}</bitrate_range>",
                    "    </resolution>",
                ]
            lines.append("    </encode_mode>")
        lines.append(f"</{stream}>")
    return "\n".join([*lines, "</video_capabilities>"])


def audio_capabilities() -> str:
    lines = ["<audio_capabilities>"]
    for codec, rates in AUDIO.items():
        lines.append(f'<encode_type name="{codec}">')
        for rate, bits in rates.items():
            lines.append(f'<samplerate name="{rate}">\n<bitrate>{bits}</bitrate>\n</samplerate>')
        lines.append("</encode_type>")
    return "\n".join([*lines, "</audio_capabilities>"])
