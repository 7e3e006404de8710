"""Programs outside Python that make the demo's media."""

import shutil
import subprocess
from importlib.util import find_spec


class MissingProgramError(Exception):
    """A program that is needed is not installed."""


def find_program(*names: str) -> str:
    """Return the path of the first of these programs that is installed."""
    for name in names:
        if path := shutil.which(name):
            return path
    message = f"{names[0]} is not installed; install it and run the command again."
    raise MissingProgramError(message)


def find_browser() -> str:
    """Return the path of Chromium, which Playwright drives."""
    if not find_spec("playwright"):
        raise MissingProgramError("The Python package playwright is not installed; it is in the group “test”.")
    return find_program("chromium", "chromium-browser", "google-chrome")


def run(*command: str) -> bytes:
    """Run a program and return what it writes; its errors go to the terminal."""
    result = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own words
    return result.stdout
