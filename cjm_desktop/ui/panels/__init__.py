"""The panels beside the map: the journey on the left, what is selected on the right."""
