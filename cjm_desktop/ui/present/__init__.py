"""The map on the projector: full screen, a tour from card to card, spotlight, timer and dark room."""
