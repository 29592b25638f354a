"""The command line: `melodyrnn VERB`."""
