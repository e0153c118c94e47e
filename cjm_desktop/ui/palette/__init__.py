"""The command palette: one field that finds every action, every record of the journey and every field to write in."""
