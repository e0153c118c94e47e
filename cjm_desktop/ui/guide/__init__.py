"""The ten steps at the side: what to do in the room, what to ask, what to write down, what is missing (METHOD.md)."""
