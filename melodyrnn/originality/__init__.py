"""Whether music stands in what a model learned from, where, and how to keep it from doing so."""
