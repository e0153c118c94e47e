"""Questions, the export dialog and the other windows that open over the map."""
