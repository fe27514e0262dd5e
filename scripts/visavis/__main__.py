"""`python -m visavis` is the command `visavis`."""

from visavis.cli import main

if __name__ == "__main__":
    main()
