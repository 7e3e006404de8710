"""The server's published artifacts, fetched once into the user's cache and compiled against."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

# 9.x needs a JDK of at least 21, named by ELASTICSEARCH_JAVA.
VERSION = os.environ.get("ELASTICSEARCH_VERSION", "8.19.21")
SOURCES = Path(__file__).parent
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "multimedia-competence-centre"
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
    java = _java()
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
        try:
            _install(staging, java)
            with suppress(OSError):  # another process may have been first
                staging.rename(folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return Installation(folder, java)


def _java() -> Path:
    found = shutil.which(os.environ.get("ELASTICSEARCH_JAVA", "java"))
    if not found or not shutil.which("mvn"):
        message = "Elasticsearch needs a JDK and Maven: apt-get install default-jdk-headless maven"
        raise SystemExit(message)
    return Path(found).resolve()


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
