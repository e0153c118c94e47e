"""Help inside the program: the pages of ``docs/``, the window they are read in, and what a field is for.

Nothing of it is loaded before somebody asks for help.
"""
