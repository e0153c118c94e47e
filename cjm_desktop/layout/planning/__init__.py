"""Opportunities on a board and on a grid (METHOD step 9): where each card stands, in mm, for the window and for paper alike."""
