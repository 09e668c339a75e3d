"""Where a checkout keeps its servers, logs and secrets."""

import os
import tempfile

import pytest
from cryptography.fernet import Fernet

from familyhubs.embedded import places
from familyhubs.embedded.environment import demo_environment, derived
from familyhubs.embedded.places import Place
from familyhubs.embedded.serve import asked_port, listen


@pytest.fixture
def place(tmp_path):
    made = Place(tmp_path / "my checkout" / "var")
    yield made
    made.remove_sockets()


def test_secrets_are_made_once_and_for_their_owner_only(place):
    first = place.secrets()
    assert place.secrets() == first
    assert (place.folder / "secret.json").stat().st_mode & 0o777 == 0o600
    Fernet(first["FIELD_KEYS"])
    assert len(first["SECRET_KEY"]) >= 50


def test_sockets_lie_in_one_short_private_folder(place):
    folder = place.sockets()
    assert place.sockets() == folder
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(str(folder / ".s.PGSQL.5432")) < 104


def test_a_socket_folder_that_is_gone_is_made_again(place):
    folder = place.sockets()
    folder.rmdir()
    assert place.sockets() != folder
    assert place.sockets().is_dir()


def test_a_socket_folder_that_others_can_open_is_not_used(place):
    folder = place.sockets()
    folder.chmod(0o755)
    other = place.sockets()
    folder.rmdir()
    assert other != folder


def test_a_socket_folder_is_never_followed_elsewhere(place, tmp_path):
    folder = place.sockets()
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    assert place.sockets() != folder
    folder.unlink()


@pytest.mark.parametrize("usual", ["/tmp/" + "long" * 20, "/tmp/with space"])
def test_an_unsuitable_temporary_folder_is_avoided(monkeypatch, usual):
    monkeypatch.setattr(tempfile, "tempdir", usual)
    assert places.short_folder() == "/tmp"


def test_the_log_of_the_start_before_is_kept(place):
    place.log("web").write_text("first")
    assert place.log("web").read_text() == ""
    assert (place.logs / "web.log.1").read_text() == "first"


def test_the_users_own_shell_does_not_reach_the_demo(place, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "production")
    monkeypatch.setenv("NOTIFY_API_KEY", "production")
    monkeypatch.setenv("EMAIL_HOST", "mail.example.org")
    variables = demo_environment(place, 8123)
    assert variables["SECRET_KEY"] != "production"
    assert not {"NOTIFY_API_KEY", "EMAIL_HOST"} & variables.keys()
    assert variables["PUBLIC_URL"] == "http://localhost:8123"
    assert variables["ALLOWED_HOSTS"] == "localhost"


def test_the_given_database_user_owns_and_two_lesser_roles_are_derived():
    url = "postgresql://me:pw@db.example:5433/hubs?sslmode=require"
    given = derived(url, "secret")
    assert given["DATABASE_OWNER_URL"] == given["DATABASE_ADMIN_URL"] == url
    assert given["DATABASE_URL"].startswith("postgresql://hubs_web:")
    assert given["DATABASE_URL"].endswith("@db.example:5433/hubs?sslmode=require")
    assert given["DATABASE_REPORTING_URL"].startswith("postgresql://hubs_reporting:")
    assert derived(url, "secret") == given != derived(url, "other")


def test_two_checkouts_get_two_ports():
    first, opened = listen()
    second, more = listen()
    assert first != second
    with pytest.raises(SystemExit, match=f"Port {first} cannot be used"):
        listen(first)
    for each in [*opened, *more]:
        each.close()


def test_only_the_loopback_is_listened_on():
    _, opened = listen()
    assert {each.getsockname()[0] for each in opened} <= {"127.0.0.1", "::1"}
    for each in opened:
        each.close()


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "８０００x"])
def test_a_port_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(SystemExit, match="is not a port number"):
        asked_port()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers as somebody else")
def test_as_root_the_servers_run_as_the_owner_of_their_data(place):
    assert place.user.pw_uid != 0
    place.postgres.mkdir()
    os.chown(place.postgres, 65534, -1)
    assert Place(place.folder).user.pw_uid == 65534
