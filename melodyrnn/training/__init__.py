"""Learning: batches, the loop, held-out score."""
