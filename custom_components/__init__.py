"""Makes the integration importable by tests."""
