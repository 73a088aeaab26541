"""Django's usual door; the same as `ansinh`."""

import sys

from ansinh.__main__ import main

sys.exit(main())
