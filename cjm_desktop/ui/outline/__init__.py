"""The whole map as an editable text outline in step with the map."""
