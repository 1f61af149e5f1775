"""The packaged server starts here; see server/__main__.py."""

import multiprocessing

from server.__main__ import main

multiprocessing.freeze_support()
raise SystemExit(main())
