"""The score card: how good a model is, by proof that anyone can run again."""
