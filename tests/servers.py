"""Real web servers on this machine, with the blocks that BETRIEB.md tells people to use."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT

SITE = "/srv/landkarte/site"
"""Where the document says that the site lies."""
_SBIN = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
_MODULES = "authz_core mime dir alias headers filter deflate negotiation"


def blocks(language: str) -> list[str]:
    """The blocks of the document in this language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / "BETRIEB.md").read_text(encoding="utf-8"), re.M | re.S)


def _program(name: str, package: str) -> str:
    found = shutil.which(name, path=_SBIN)
    if found is None:
        pytest.skip(
            f"{name} fehlt hier: sudo apt-get install -y --no-install-recommends {package}; die Angaben für {name} bleiben ungeprüft"
        )
    return found


def _port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def _running(program: str, start: list[str], pid: Path, folder: Path) -> Iterator[None]:
    """Both programs go into the background when their sockets are open; so whoever asks next is answered."""
    done = subprocess.run(
        [program, *start], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    try:
        yield
    finally:
        os.kill(int(pid.read_text("utf-8")), 15)


@contextmanager
def nginx(site: Path, folder: Path, below: str = "/") -> Iterator[str]:
    """The address of ``site`` as nginx serves it, in the root of a server or ``below`` a path; what it writes lies in ``folder``."""
    program = _program("nginx", "nginx-light")
    whole, part = blocks("nginx")
    if below != "/":
        own = re.search(r"^    location .*\n.*root .*\n.*error_page .*\n", whole, re.M)
        assert own
        whole = whole.replace(own[0], part.replace("/landkarte/", below).replace(SITE.replace("/landkarte/", below), SITE))
    port = _port()
    whole = whole.replace(SITE, str(site)).replace("listen 80;", f"listen 127.0.0.1:{port};")
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    head = f"{user}\npid {folder}/pid;\nworker_processes 1;\nevents {{}}\n"
    (folder / "nginx.conf").write_text(f"{head}http {{\naccess_log off;\n{temporary}{whole}\n}}\n", encoding="utf-8")
    with _running(program, ["-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")], folder / "pid", folder):
        yield f"http://127.0.0.1:{port}{below}"


@contextmanager
def apache(site: Path, folder: Path, below: str = "/") -> Iterator[str]:
    """The same from Apache, with the block in its settings or, ``below`` a path, as the .htaccess of a copy of the site."""
    program = _program("apache2", "apache2-bin")
    [block] = blocks("apache")
    port, top = _port(), folder / "www"
    top.mkdir()
    if below == "/":
        where = f'DocumentRoot "{site}"\n<Directory "{site}">\nRequire all granted\n{block}</Directory>'
    else:
        shutil.copytree(site, top / below.strip("/"), copy_function=os.link)
        (top / below.strip("/") / ".htaccess").write_text(
            block.replace("ErrorDocument 404 /", f"ErrorDocument 404 {below}"), encoding="utf-8"
        )
        where = f'DocumentRoot "{top}"\n<Directory "{top}">\nRequire all granted\nAllowOverride All\n</Directory>'
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in ["mpm_event", *_MODULES.split()])
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\nServerName localhost\nPidFile {folder}/pid\nErrorLog {folder}/error.log\nListen 127.0.0.1:{port}\n{modules}"
        f"DefaultRuntimeDir {folder}\nStartServers 1\nThreadsPerChild 25\nTypesConfig /etc/mime.types\n{where}\n",
        encoding="utf-8",
    )
    with _running(program, ["-f", str(folder / "apache.conf"), "-k", "start"], folder / "pid", folder):
        yield f"http://127.0.0.1:{port}{below}"
