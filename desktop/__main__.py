"""Start of the desktop: `python -m desktop` and the console script `jike`."""

import sys

from desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
