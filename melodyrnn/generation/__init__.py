"""From a seed and a wish to takes: sampling, rules and recipes."""
