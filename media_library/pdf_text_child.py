"""Child process that reads the text of a PDF from standard input and writes JSON to standard output.

It runs as a script, apart from Django and under hard limits: a PDF comes from outside, and
its reader may loop, grow without end or crash. The answer is `{"pages": [...]}` or
`{"error": key}` with a key of `TextError`.
"""

import json
import resource
import sys
from typing import Any, BinaryIO

ADDRESS_SPACE_BYTES = 1024**3
CPU_SECONDS = 30
OUTPUT_BYTES = 20 * 1024**2
MAX_PAGES = 2000


def limit_resources() -> None:
    """Give up, for good, the right to more memory, time and output than the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_pages(stream: BinaryIO) -> dict[str, Any]:
    """Return the text of each page, or why there is none."""
    # Imported here, under the limits.
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import (  # noqa: PLC0415
        DependencyError,
        FileNotDecryptedError,
        LimitReachedError,
    )

    try:
        reader = PdfReader(stream)
        if len(reader.pages) > MAX_PAGES:
            return {"error": "too_large"}
        return {"pages": [page.extract_text() for page in reader.pages]}
    except (DependencyError, FileNotDecryptedError):
        return {"error": "encrypted"}
    except (LimitReachedError, MemoryError):
        return {"error": "too_large"}
    except Exception:
        return {"error": "damaged"}


def main() -> None:
    """Read, and write one JSON object."""
    limit_resources()
    answer = json.dumps(read_pages(sys.stdin.buffer))
    if len(answer) > OUTPUT_BYTES:
        answer = json.dumps({"error": "too_large"})
    sys.stdout.write(answer)


if __name__ == "__main__":
    main()
