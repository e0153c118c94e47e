"""A walk through the program in three minutes: what it says at each stop, where that is in the window, and who leads.

Contract. It stands over a window in use and takes nothing away: whoever is led may click, drag and type all the time. Loaded when somebody
asks for it.
"""
