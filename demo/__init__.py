"""A real Home Assistant beside simulated cameras: for the demo, the end-to-end test and the pictures."""

import logging

# The integration imports Home Assistant's cameras, which complain of a library that nothing here needs.
logging.getLogger("homeassistant.components.camera.img_util").setLevel(logging.CRITICAL)
