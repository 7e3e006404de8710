#!/usr/bin/env bash
# Puts reads of the API under load, on SQLite and on PostgreSQL, with a catalogue of 2,000 courses or of $1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

size=${1:-2000}
python=$PWD/.venv/bin/python
folder=$PWD/var/benchmarks/$size

# As in an installation, whatever PYTHONDONTWRITEBYTECODE says here.
"$python" -m compileall -q api cms media_library pages search

measure() {
  export DATA_DIR=$folder/$1
  mkdir -p "$DATA_DIR/static"
  if [[ ! -f $DATA_DIR/loaded || $1 == postgresql ]]; then
    "$python" -W ignore -m tests.benchmarks.load_catalogue "$size"
    touch "$DATA_DIR/loaded"
  fi
  "$python" -W ignore -m tests.benchmarks.throughput
}

if [[ -n ${TEST_DATABASE_URL:-} ]]; then
  DATABASE_URL=$TEST_DATABASE_URL measure postgresql
else
  measure sqlite
  # The database has to share the core of the server.
  taskset -c 0 "$python" -m tests.postgresql "$0" "$size"
fi
