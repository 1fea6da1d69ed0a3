"""A real Home Assistant beside simulated cameras: for the demo, the end-to-end test and the pictures."""
