"""The packaged server starts here; see server/__main__.py."""

from server.__main__ import main

raise SystemExit(main())
