"""Text of the time before Unicode, and text that was decoded wrongly."""
