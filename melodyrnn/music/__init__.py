"""Notes, pieces, meter, key and tempo: the values everything else is made of."""
