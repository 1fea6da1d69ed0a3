"""What the integration costs, beside Home Assistant's own on the same camera: for `scripts/bench`."""

# It lets Home Assistant not complain of a library that nothing here needs.
import demo  # noqa: F401
