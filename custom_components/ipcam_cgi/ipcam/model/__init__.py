"""What manuals say: commands and their values, features, and how the two are bound."""
