"""What the label of a note says of it."""

ONE_SIDED = ("tr-", "ed-", "src-")
"""Labels of notes that may stand on one side: translators', editors', sources."""
