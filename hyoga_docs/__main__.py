"""`python -m hyoga_docs` is the command itself."""

from hyoga_docs.cli import main

if __name__ == "__main__":
    main()
