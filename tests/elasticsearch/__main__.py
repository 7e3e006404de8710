"""Runs a command with a throwaway Elasticsearch; without a command, a lasting one in the foreground.

python -m tests.elasticsearch pytest tests/contract
ELASTICSEARCH_VERSION=9.5.3 python -m tests.elasticsearch --if-possible pytest tests/contract
python -m tests.elasticsearch

With --if-possible the command is left out, and this is told, where no Java is found that the version runs on.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.elasticsearch.installation import OLDEST_JAVA, VERSION, java
from tests.elasticsearch.node import Node, throwaway_node

DATA = Path(__file__).parents[2] / "var" / "elasticsearch"
PORT = int(os.environ.get("ELASTICSEARCH_PORT", "9200"))


def run(command: Sequence[str]) -> int:
    """Run a command with TEST_ELASTICSEARCH_URL set, and return its exit status."""
    with throwaway_node() as node:
        environment = {**os.environ, "TEST_ELASTICSEARCH_URL": node.url}
        return subprocess.run(list(command), env=environment, check=False).returncode  # noqa: S603 - the caller's own


def serve() -> int:
    """Run a server that keeps its data, until it is interrupted."""
    node = Node(DATA, PORT)
    node.start()
    print(f"Elasticsearch answers at {node.url}; Ctrl-C ends it.")  # noqa: T201
    print(f"Use it: SEARCH_ENGINE=elasticsearch ELASTICSEARCH_URL={node.url} make run")  # noqa: T201
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        node.wait()
    except KeyboardInterrupt:
        node.end()
    return 0


def main(arguments: Sequence[str]) -> int:
    """Do what is asked for, and return the exit status."""
    if arguments[:1] == ["--if-possible"]:
        arguments = arguments[1:]
        if java() is None:
            print(f"Left out: Elasticsearch {VERSION} needs a JDK of at least {OLDEST_JAVA}, and none is found.")  # noqa: T201
            return 0
    return run(arguments) if arguments else serve()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
