"""`python -m toolchain` is `submission`."""

from toolchain.cli import main

if __name__ == "__main__":
    main()
