"""The packaged desktop starts here; see desktop/__main__.py."""

from desktop.__main__ import main

raise SystemExit(main())
