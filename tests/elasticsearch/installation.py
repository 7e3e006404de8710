"""The server's published artifacts, fetched once into the user's cache and compiled against."""

import os
import re
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

VERSION = os.environ.get("ELASTICSEARCH_VERSION", "8.19.21")
OLDEST_JAVA = 17 if VERSION.startswith("8.") else 21
SOURCES = Path(__file__).parent
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "multimedia-competence-centre"
_JAVAS = Path("/usr/lib/jvm")
_DESCRIPTOR = "META-INF/es-plugins/transport-netty4/plugin-descriptor.properties"


@dataclass(frozen=True, slots=True)
class Installation:
    """The folder of one version and the Java that runs it."""

    folder: Path
    java: Path

    @property
    def class_path(self) -> str:
        return f"{self.folder / 'classes'}:{self.folder / 'lib'}/*"

    @property
    def modules(self) -> Path:
        return self.folder / "modules"


def installation() -> Installation:
    """Return the server, fetched and compiled when it is asked for the first time."""
    folder = _CACHE / f"elasticsearch-{VERSION}"
    found = java()
    if not found or not shutil.which("mvn"):
        message = f"Elasticsearch {VERSION} needs a JDK of at least {OLDEST_JAVA} and Maven."
        raise SystemExit(message)
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
        try:
            _install(staging, found)
            with suppress(OSError):  # another process may have been first
                staging.rename(folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return Installation(folder, found)


def java() -> Path | None:
    """Return a Java that the version runs on: ELASTICSEARCH_JAVA, else the system's, else any that is installed."""
    named = shutil.which(os.environ.get("ELASTICSEARCH_JAVA", "java"))
    candidates = [Path(named)] if named else []
    candidates += sorted(_JAVAS.glob("*/bin/java"))
    return next((found.resolve() for found in candidates if _release(found) >= OLDEST_JAVA), None)


def _release(java: Path) -> int:
    """Return the major version of a JDK; 0 if it is none, as a JRE cannot compile the launcher."""
    home = java.resolve().parents[1]
    if not (home / "bin" / "javac").exists() or not (home / "release").exists():
        return 0
    found = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(encoding="utf-8"), re.MULTILINE)
    return int(found[1]) if found else 0


def _install(folder: Path, java: Path) -> None:
    lib, classes, module = folder / "lib", folder / "classes", folder / "modules" / "transport-netty4"
    module.mkdir(parents=True)
    classes.mkdir()
    _run(
        "mvn",
        "--quiet",
        "--batch-mode",
        f"--file={SOURCES / 'pom.xml'}",
        f"-Delasticsearch.version={VERSION}",
        "dependency:copy-dependencies",
        f"-DoutputDirectory={lib}",
    )
    for jar in (*lib.glob("netty-*.jar"), *lib.glob("transport-netty4-*.jar")):
        jar.rename(module / jar.name)
    _describe(module)
    _run(java.with_name("javac"), "-cp", f"{lib}/*", "-d", classes, SOURCES / "NodeLauncher.java")


def _describe(module: Path) -> None:
    """Write the module's descriptor; without its modulename it loads as plain jars, as the server itself is here."""
    (jar,) = module.glob("transport-netty4-*.jar")
    with ZipFile(jar) as archive:
        lines = archive.read(_DESCRIPTOR).decode().splitlines()
    kept = [line for line in lines if not line.startswith("modulename=")]
    (module / "plugin-descriptor.properties").write_text("\n".join(kept), encoding="utf-8")


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True)  # noqa: S603 - our own command
