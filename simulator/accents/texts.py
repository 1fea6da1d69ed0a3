"""In which bytes the texts are that a camera keeps, and how it writes and reads them."""

from collections.abc import Mapping
from urllib.parse import quote_plus, unquote_to_bytes

from .accent import Accent

HD = ("foscam_hd",)


def _texts(
    *, name: bytes, network: bytes, key: bytes, password: bytes, overlay: bytes
) -> Mapping[str, Mapping[str, bytes]]:
    """Return where an owner puts these texts, in each dialect."""
    return {
        "params": {
            "alias": name,
            "wifi_ssid": network,
            "wifi_wpa_psk": key,
            "ftp_pwd": password,
            "mail_pwd": password,
            "mail_user": overlay,
        },
        "name": {"devName": name},
        "wifi": {"ssid": network, "psk": key},
        "ftp": {"password": password},
        "mail": {"password": password, "user": overlay},
        "servername": {"servername": name},
        "osd": {"textstr": overlay, "title_utf8": name},
        "userosd.0": {"title_utf8": overlay},
        "rtmp": {"Streamid": network},
    }


def _form(text: str) -> str:
    return quote_plus(text, errors="surrogateescape")


def _from_form(text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-8", "surrogateescape")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("'", r"\'")


_CHINESE = {"name": "花园", "network": "果园", "key": "苹果树二十七", "password": "大门", "overlay": "院子"}
_FRENCH = {
    "name": "Café",
    "network": "Pré vert",
    "key": "clé à vis",
    "password": "été",
    "overlay": "Façade",
}

TEXTS: Mapping[str, Accent] = {
    "texts_utf8": Accent(
        about="texts in UTF-8, as a modern browser sends them",
        memory=_texts(**{name: text.encode() for name, text in (_FRENCH | {"network": "Œuvre 花"}).items()}),
        presets=("Étang".encode(),),
    ),
    "texts_gbk": Accent(
        about="texts in GBK, as a Chinese browser of its time sent them",
        memory=_texts(**{name: text.encode("gbk") for name, text in _CHINESE.items()}),
        presets=("池塘".encode("gbk"),),
    ),
    "texts_latin1": Accent(
        about="texts in Latin-1, as a western browser of its time sent them",
        memory=_texts(**{name: text.encode("latin-1") for name, text in _FRENCH.items()}),
        presets=("Étang".encode("latin-1"),),
    ),
    "texts_mixed": Accent(
        about="one record with texts of several ages: Latin-1, GBK, UTF-8, and bytes that are none of them",
        memory=_texts(
            name="Café".encode("latin-1"),
            network="果园".encode("gbk"),
            key="schlüssel-β".encode(),
            password=b"\x80\xfe\xffz",
            overlay=b"\xc3(",
        ),
        presets=("Étang".encode("latin-1"), "池塘".encode("gbk")),
    ),
    "texts_signs": Accent(
        about="keys and passwords with everything that means something in an address",
        memory=_texts(
            name=b"Front Door",
            network=b"  A & B = C;  ",
            key=b' +%41&=?#/:@<>" ',
            password=b"100% + c%41&x=y",
            overlay=b"50% off",
        ),
        presets=(b"Front Door", b"a+b%2Bc"),
    ),
    "texts_quotes": Accent(
        about="quotes and backslashes in texts, which netwave cameras write as they are",
        dialects=("netwave",),
        memory=_texts(name=b"it's", network=b"a';b", key=b"back\\slash\\'", password=b"'", overlay=b"\\"),
    ),
    "texts_escaped": Accent(
        about="the same, where quotes and backslashes get a backslash before them",
        dialects=("netwave",),
        memory=_texts(name=b"it's", network=b"a';b", key=b"back\\slash\\'", password=b"'", overlay=b"\\"),
        writes=_escaped,
    ),
    "texts_long": Accent(
        about="texts longer than the manual allows, set in the camera's own pages",
        memory=_texts(
            name=b"The garden behind the old house",
            network=b"N" * 33,
            key=b"k" * 64,
            password=b"p" * 65,
            overlay=b"More than ten characters",
        ),
        presets=(b"The gate at the end of the garden",),
    ),
    "form_texts": Accent(
        about="HD cameras that form-encode their texts: a blank is a plus",
        dialects=HD,
        memory=_texts(
            name=b"Front Door",
            network=b"A + B",
            key=b"c%41 + d",
            password=b"pear 1",
            overlay=b"x + y",
        ),
        presets=(b"Front Door", "池塘".encode("gbk")),
        writes=_form,
        reads=_from_form,
    ),
    "plain_texts": Accent(
        about="HD firmware before 1.11.1.18, which tells texts as they are but decodes what it is sent",
        dialects=HD,
        memory=_texts(name=b"Front+Door", network=b"A & B", key=b"c%41", password=b"100%", overlay=b"x%2By"),
        presets=(b"Front+Door",),
        writes=str,
    ),
    "verbatim_texts": Accent(
        about="the same, where nothing is decoded on its way in either",
        dialects=HD,
        memory=_texts(name=b"Front+Door", network=b"A%20B", key=b"c%41", password=b"100%", overlay=b"x%2By"),
        presets=(b"Front+Door",),
        writes=str,
        reads=str,
    ),
}
