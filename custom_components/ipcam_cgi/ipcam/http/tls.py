"""TLS as old cameras speak it."""

from functools import cache
import ssl

CIPHERS = "ALL:!aNULL:!eNULL:@SECLEVEL=0"
"""With RSA key exchange, SHA-1, small keys and short DH groups, which today's defaults refuse."""


@cache
def unverified_tls() -> ssl.SSLContext:
    """Return a context for a camera whose certificate nobody can verify: whatever it speaks, from TLS 1.0 on.

    It hides the password from listeners and proves nothing. Where a certificate is to be verified, take one
    with today's defaults.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers(CIPHERS)
    context.options |= ssl.OP_LEGACY_SERVER_CONNECT | ssl.OP_IGNORE_UNEXPECTED_EOF
    return context
