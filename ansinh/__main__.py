"""The `ansinh` command: Django's own command runner with this project's settings."""

import os
import sys


def main() -> None:
    """Run `ansinh VERB ...`; exit code 0 when done, 1 on a refusal, 2 on wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["ansinh", *sys.argv[1:]])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
