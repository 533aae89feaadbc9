"""One folder takes the place of another as a whole, one process at a time. What the system refuses is said in German."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path

from landkarte.ground.errors import OperatorError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)  # Windows does not know the last one

_MAKE_ROOM = "Geben Sie dort Platz frei"
_CHECK_RIGHTS = "Prüfen Sie, wem der Ordner gehört und ob ein anderes Programm ihn benutzt,"
_CLOSE_OTHERS = "Schließen Sie andere Programme"
_REASONS = {
    errno.ENOSPC: ("kein Platz mehr auf dem Datenträger", _MAKE_ROOM),
    errno.EDQUOT: ("Ihr Anteil am Datenträger ist aufgebraucht", _MAKE_ROOM),
    errno.EFBIG: ("die Datei ist größer als hier erlaubt", "Heben Sie die Grenze an (ulimit -f)"),
    errno.EACCES: ("keine Berechtigung", _CHECK_RIGHTS),
    errno.EPERM: ("keine Berechtigung", _CHECK_RIGHTS),
    errno.EBUSY: ("der Ordner wird gerade benutzt", _CHECK_RIGHTS),
    errno.EROFS: ("der Datenträger ist schreibgeschützt", "Wählen Sie einen Ordner auf einem anderen"),
    errno.ENOENT: ("das fehlt, oder der Ordner dafür", "Legen Sie es an"),
    errno.EMFILE: ("es sind zu viele Dateien zugleich offen", "Heben Sie die Grenze an (ulimit -n)"),
    errno.ENFILE: ("auf diesem Rechner sind zu viele Dateien zugleich offen", _CLOSE_OTHERS),
    errno.ENOMEM: ("der Arbeitsspeicher reicht nicht", _CLOSE_OTHERS),
    errno.EAGAIN: ("auf diesem Rechner laufen zu viele Programme", _CLOSE_OTHERS),
    errno.EADDRINUSE: ("die Nummer ist vergeben", "Nehmen Sie eine andere"),
    errno.EIO: ("der Datenträger antwortet nicht", "Prüfen Sie ihn"),
    errno.ENOTDIR: ("das ist kein Ordner", "Legen Sie ihn an"),
    errno.EISDIR: ("das ist ein Ordner", "Entfernen Sie ihn"),
    errno.ENAMETOOLONG: ("der Name ist zu lang", "Kürzen Sie ihn"),
    errno.EEXIST: ("dort liegt schon etwas", "Sehen Sie es an"),
    errno.ELOOP: ("dort liegt eine symbolische Verknüpfung", "Entfernen Sie sie"),
}


def reason(error: OSError) -> tuple[str, str]:
    """What went wrong, and the beginning of a sentence that says what helps."""
    return _REASONS.get(error.errno or 0, (error.strerror or str(error), "Beheben Sie die Ursache"))


def refused(error: OSError) -> str:
    """What the system refused, where nobody closer to it has said so."""
    why, remedy = reason(error)
    return f"Nicht gelungen{f' bei „{error.filename}“' if error.filename else ''}: {why}. {remedy} und starten Sie den Befehl noch einmal."


@contextmanager
def explained(told: Callable[[str, str], OperatorError]) -> Iterator[None]:
    """Turn an error of the system into what is ``told`` of what went wrong and what helps."""
    try:
        yield
    except OSError as error:
        raise told(*reason(error)) from error


def beside(folder: Path, ending: str) -> Path:
    """A name of our own on the file system of ``folder``: `.site.neu`, `.site.alt`, `.site.lock`."""
    return folder.with_name(f".{folder.name.removeprefix('.')}.{ending}")


@contextmanager
def renewed(folder: Path, tidy: Callable[[], None], explain: Callable[[object], AbstractContextManager[None]]) -> Iterator[Path]:
    """Where the new ``folder`` is made; it takes the place of the old one as a whole, or not at all if the block raises.

    ``tidy`` finishes what a run has begun, before and after: what cannot be deleted afterwards lies beside the folder, and the next run
    says so. ``explain`` turns an error of the system at a place into one for people.
    """
    new, lock = beside(folder, "neu"), beside(folder, "lock")
    with ExitStack() as held:
        with explain(lock):
            held.enter_context(locked(lock))
        tidy()
        try:
            with explain(new):
                new.mkdir()
            yield new
            with explain(folder):
                replace(folder, new)
        finally:
            with suppress(OSError, OperatorError):
                tidy()


def replace(folder: Path, new: Path) -> None:
    """Put ``new`` in the place of ``folder``. What was there is then called ``new``, or lies beside it as `.alt`."""
    if os.path.lexists(folder):
        if _swap(new, folder):
            return
        os.rename(folder, beside(folder, "alt"))  # killed right here there is no folder; ``bring_back`` has it again
    os.rename(new, folder)


def bring_back(folder: Path) -> None:
    """Undo an exchange that ended between its two steps."""
    old = beside(folder, "alt")
    if os.path.lexists(old) and not os.path.lexists(folder):
        os.rename(old, folder)


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in a single step; False where system, C library or file system cannot."""
    a, b = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
            return bool(ctypes.CDLL(None).renameat2(here, a, here, b, exchange) == 0)
        if sys.platform == "darwin":
            swap = 2  # RENAME_SWAP
            return bool(ctypes.CDLL(None).renamex_np(a, b, swap) == 0)
    except AttributeError:
        pass
    return False


@contextmanager
def locked(path: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Keep every other process out that asks for ``path``; ``waiting`` is called before this one has to wait for another.

    The file stays: were it deleted, two could enter at once. What keeps them out ends with the process, however that ends.
    """
    file = os.open(path, _LOCK, 0o644)
    try:
        if not _taken(file):
            waiting()
            while not _taken(file, wait=True):
                pass
        yield
    finally:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_UN)  # closing does not suffice while forked processes have it open too
        os.close(file)


def _taken(file: int, wait: bool = False) -> bool:
    """Whether the lock is ours now. Windows waits ten seconds at most."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            raise
        return False
    return True
