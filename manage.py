#!/usr/bin/env python
"""Gemel's commands: `manage.py help` lists them."""

import os
import sys

# These only read files; they must run where no database is.
WITHOUT_DATABASE = {"insight"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not os.environ.get("DATABASE_URL", "").strip():
        os.environ.setdefault("GEMEL_LOCAL", "1")
    if len(sys.argv) > 1 and sys.argv[1] in WITHOUT_DATABASE:
        os.environ["GEMEL_WITHOUT_DATABASE"] = "1"
    from django.core.management import execute_from_command_line

    from config.env import WrongVariable
    from stakeholders import doors

    doors.process_is(doors.COMMAND)
    try:
        execute_from_command_line(sys.argv)
    except WrongVariable as fault:
        sys.exit(f"Gemel cannot start. {fault}")


if __name__ == "__main__":
    main()
