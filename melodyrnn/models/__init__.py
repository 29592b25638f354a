"""The networks, in PyTorch: used to train, never to generate."""
