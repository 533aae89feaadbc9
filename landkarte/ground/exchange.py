"""One folder takes the place of another as a whole, one process at a time. Raises OSError; ``reason`` says it in German."""

import ctypes
import errno
import os
import sys
from pathlib import Path

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
    errno.ELOOP: ("dort liegt eine symbolische Verknüpfung", "Entfernen Sie sie"),
}


def reason(error: OSError) -> tuple[str, str]:
    """What went wrong, and the beginning of a sentence that says what helps."""
    return _REASONS.get(error.errno or 0, (error.strerror or str(error), "Beheben Sie die Ursache"))


def beside(folder: Path, ending: str) -> Path:
    """A name of our own on the file system of ``folder``: `.site.neu`, `.site.alt`, `.site.lock`."""
    return folder.with_name(f".{folder.name.removeprefix('.')}.{ending}")


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


def lock(path: Path) -> int:
    """Wait until no other process holds ``path``. The file stays: were it deleted, two could enter at once."""
    file = os.open(path, _LOCK, 0o644)
    try:
        _wait(file)
    except BaseException:
        os.close(file)
        raise
    return file


def unlock(file: int) -> None:
    """Let the next one in."""
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_UN)  # closing does not suffice while forked processes have it open too
    os.close(file)


def _wait(file: int) -> None:
    if sys.platform == "win32":
        while True:
            try:
                return msvcrt.locking(file, msvcrt.LK_LOCK, 1)
            except OSError as error:
                if error.errno != errno.EDEADLK:  # this one only says: waited ten seconds in vain
                    raise
    else:
        fcntl.flock(file, fcntl.LOCK_EX)
