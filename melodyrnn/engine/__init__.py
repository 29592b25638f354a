"""The trained network in numpy: generation without PyTorch."""
