#!/usr/bin/python3
"""A file system that answers when it is told to: mirrors FOLDER at MOUNT (Debian: python3-fusepy).

    stalling_disk.py FOLDER MOUNT STALLS

While STALLS holds a file "lookup", "open" or "read", what would do that to the file "lookup.mp4", "open.mp4" or
"read.mp4" waits until it is gone; read.mp4 gives its first MiB all the same.
"""

import errno
import os
import sys
import time

from fusepy import FUSE, FuseOSError, Operations

folder, mount, stalls = sys.argv[1:]


def wait(what, path):
    while path == f"/{what}.mp4" and os.path.exists(os.path.join(stalls, what)):
        time.sleep(0.05)


class Disk(Operations):
    def getattr(self, path, fh=None):
        wait("lookup", path)
        try:
            found = os.lstat(folder + path)
        except FileNotFoundError:
            raise FuseOSError(errno.ENOENT)
        return {name: getattr(found, name) for name in ("st_mode", "st_size", "st_mtime", "st_ctime", "st_nlink", "st_uid", "st_gid", "st_ino")}

    def readdir(self, path, fh):
        return [".", "..", *os.listdir(folder + path)]

    def open(self, path, flags):
        wait("open", path)
        return os.open(folder + path, flags)

    def release(self, path, fh):
        os.close(fh)

    def read(self, path, size, offset, fh):
        if offset >= 1 << 20:
            wait("read", path)
        return os.pread(fh, size, offset)


FUSE(Disk(), mount, foreground=True, ro=True, attr_timeout=0, entry_timeout=0, max_readahead=0)
