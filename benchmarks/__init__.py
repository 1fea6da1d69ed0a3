"""What the integration costs, beside Home Assistant's own on the same camera: for `scripts/bench`."""
