"""What is seen: pictures from a camera to its viewers."""
