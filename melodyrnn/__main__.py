"""`python -m melodyrnn VERB`: the command line."""

from melodyrnn.cli.main import run

if __name__ == "__main__":
    run()
