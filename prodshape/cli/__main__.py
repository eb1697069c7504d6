"""`python -m prodshape.cli`: the same as the command `prodshape`."""

from prodshape.cli import main

if __name__ == "__main__":
    main()
