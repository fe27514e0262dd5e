"""What every reader makes of a file, and how it is written as Markdown."""
