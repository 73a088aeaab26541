"""Django's usual door; the same as `ansinh`."""

from ansinh.__main__ import main

main()
