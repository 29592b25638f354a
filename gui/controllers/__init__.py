"""What happens on a gesture: between the panels and the document, the player, the worker."""
