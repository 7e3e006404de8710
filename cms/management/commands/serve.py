"""`manage.py serve`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from cms.demo.logins import LOGINS
from cms.serving import port_answers, port_is_free, run_together, web_service, worker_service


class Command(BaseCommand):
    """Starts web server and worker, says where they are, and ends both on ctrl-c."""

    requires_system_checks: list[str] | tuple[str, ...] = ()  # the worker runs them, and if they fail all ends
    help = "Serve the site with a worker beside it; one ctrl-c ends both."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="first do what `prepare` does")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
        parser.add_argument("--workers", type=int, default=1, help="web processes (default: %(default)s)")
        parser.add_argument("--threads", type=int, default=4, help="threads a web process (default: %(default)s)")

    def handle(self, *_args: Any, prepare: bool, host: str, workers: int, threads: int, **_options: Any) -> None:
        port = settings.PORT
        if not port_is_free(host, port):
            message = f"Port {port} is taken. Choose another: PORT={port + 1} make run"
            raise CommandError(message)
        if prepare:
            call_command("prepare")
            connection.close()
        services = [
            web_service(host, port, workers, threads),
            worker_service(str(Path(settings.PROJECT_DIR) / "manage.py")),
        ]
        ended = run_together(services, lambda: port_answers(host, port), self.announce)
        if ended:
            message = f"The {ended} ended by itself; its messages are above."
            raise CommandError(message)

    def announce(self) -> None:
        """Print the addresses, and the logins of the demo where they still hold."""
        base_url = settings.BASE_URL
        lines = [
            "",
            f"  Site    {base_url}/",
            f"  Admin   {base_url}/admin/",
            f"  API     {base_url}/api/v2/pages/",
        ]
        logins = demo_logins()
        if logins:
            lines += ["", "  Logins of the demo"]
            lines += [f"  {username:<14}{password:<26}{role}" for role, username, password in logins]
        lines += ["", f"  Data lies in {settings.DATA_DIR}. Ctrl-C ends everything.", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def demo_logins() -> list[tuple[str, str, str]]:
    """Return role, user name and password of each demo user whose password has not been changed."""
    if not settings.SHOW_DEMO_LOGINS:
        return []
    users = {user.get_username(): user for user in get_user_model()._default_manager.all()}
    return [
        (login.role, login.username, login.password)
        for login in LOGINS
        if login.username in users and users[login.username].check_password(login.password)
    ]
