"""`python -m atelier`."""

import sys

from atelier.entry import main

sys.exit(main())
