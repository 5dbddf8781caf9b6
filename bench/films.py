"""This service and nginx on one folder with one film, to measure them beside each other."""

import hashlib
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

from measure import answers, busy_seconds, free_port, jar, java, of_image, options, processor_seconds, tool, wrk

FILM = 64 << 20

NGINX = """
daemon off; worker_processes 1; worker_rlimit_nofile 20000; pid {dir}/pid; error_log {dir}/error.log;
events {{ worker_connections 15000; use epoll; }}
http {{
    access_log off; sendfile on; tcp_nodelay on; keepalive_requests 1000000000; types {{ video/mp4 mp4; }}
    client_body_temp_path {dir}/b; proxy_temp_path {dir}/p; fastcgi_temp_path {dir}/f; uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
    server {{ listen 127.0.0.1:{port} backlog=4096; location /videos/ {{ alias {videos}/; }} }}
}}
"""

RANGES = """
local size, total = tonumber(os.getenv("RANGE")), tonumber(os.getenv("TOTAL"))
request = function()
    local first = math.random(0, math.floor(total / size) - 1) * size
    return wrk.format("GET", "/videos/film.mp4", {["Range"] = "bytes=" .. first .. "-" .. (first + size - 1)})
end
"""


class Servers:
    """Both on core 0, under load from core 1. Every eight bytes of the film hold their place.

    The service is its image, in the memory of its container, without the filter of system calls and the health check that nginx
    has none of either; or else its jar, with this heap.
    """

    def __init__(self, heap=None):
        self.work = tempfile.TemporaryDirectory()
        self.dir = pathlib.Path(self.work.name)
        os.chmod(self.dir, 0o755)
        videos = self.dir / "videos"
        videos.mkdir(mode=0o755)
        self.film = b"".join(i.to_bytes(8, "big") for i in range(FILM // 8))
        (videos / "film.mp4").write_bytes(self.film)
        (self.dir / "ranges.lua").write_text(RANGES)
        ours, theirs = free_port(), free_port()
        config = self.dir / "nginx.conf"
        config.write_text(NGINX.format(dir=self.dir, port=theirs, videos=videos))
        variables = {"PORT": str(ours), "MANAGEMENT_PORT": str(free_port()), "VIDEO_DIR": str(videos)}
        pin = [tool("taskset"), "-c", "0"]
        if heap:
            command, self.find = [*pin, java(), *options("video-streaming"), f"-Xmx{heap}", "-jar", jar("video-streaming")], lambda: self.processes["marquee"].pid
        else:
            command, self.find = of_image("video-streaming", "256m", "--cpuset-cpus", "0", "--no-healthcheck", "--security-opt", "seccomp=unconfined", "-v", f"{videos}:{videos}:ro", **variables)
        self.ports = {"marquee": ours, "nginx": theirs}
        self.processes = {
            "marquee": subprocess.Popen(command, env=dict({"MAX_CONNECTIONS": "12000"}, **os.environ) | variables, stdout=subprocess.DEVNULL),
            "nginx": subprocess.Popen([*pin, tool("nginx"), "-c", config, "-p", self.dir], stderr=subprocess.DEVNULL)}

    def __enter__(self):
        try:
            for name, process in self.processes.items():
                answers(f"http://127.0.0.1:{self.ports[name]}/videos/film.mp4", process)
            self.pids = {"marquee": self.find(), "nginx": self.processes["nginx"].pid}
            return self
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        for process in self.processes.values():
            process.terminate()
            process.wait()
        self.work.cleanup()

    def load(self, name, size, connections, seconds):
        """Requests, the processor seconds that they took, those of the whole host, and the 99th percentile in milliseconds."""
        pid = self.pids[name]
        before, all_before = processor_seconds(pid), busy_seconds()
        requests, p99 = wrk(self.ports[name], self.dir / "ranges.lua", connections, seconds, pin=["taskset", "-c", "1"], RANGE=str(size), TOTAL=str(FILM))
        return requests, processor_seconds(pid) - before, busy_seconds() - all_before, p99

    def visit(self, name, count):
        """Connections that come, ask, and leave in the midst of the answer, as players do when somebody seeks."""
        request = b"GET /videos/film.mp4 HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1048575\r\n\r\n"
        for _ in range(count // 32):
            players = [socket.create_connection(("127.0.0.1", self.ports[name]), 10) for _ in range(32)]
            for player in players:
                player.sendall(request)
            for player in players:
                player.recv(4096)
                player.close()

    def compare(self, size):
        """The bytes of a few ranges, from both."""
        for first in (0, 12345 * 8 + 3, FILM - size):
            request = f"GET /videos/film.mp4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nRange: bytes={first}-{first + size - 1}\r\n\r\n"
            wanted = hashlib.sha256(self.film[first:first + size]).hexdigest()
            for name, port in self.ports.items():
                with socket.create_connection(("127.0.0.1", port), 10) as s:
                    s.sendall(request.encode())
                    answer = b"".join(iter(lambda: s.recv(1 << 16), b""))
                if hashlib.sha256(answer.partition(b"\r\n\r\n")[2]).hexdigest() != wanted:
                    sys.exit(f"{name}: wrong bytes from {first}")
