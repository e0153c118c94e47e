"""Capture at talking speed: the bar for thoughts, the parking lot, votes, and the photo of the wall."""
