"""The opportunities in the middle of the window: board, grid and table (METHOD step 9)."""
