#!/usr/bin/env python3
"""Ask this service and nginx the same questions about ranges, and print the answers as a table.

    mvn -q -pl video-streaming package -DskipTests
    bench/ranges.py

Needs Java 25 (JAVA_HOME or java on the path) and nginx. Both serve the same folder on loopback ports
of their own. The columns for Go and Spring are not asked here: see docs/ranges.md.
"""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZE = 1000
OLD = "Sun, 06 Nov 1994 08:49:37 GMT"

# What is asked; the field lines ({etag}, {date} and {weak} are the server's own); Go; Spring.
QUESTIONS = [
    ("first and last", "GET", ["Range: bytes=0-9"], "206", "206"),
    ("open end", "GET", ["Range: bytes=990-"], "206", "206"),
    ("suffix", "GET", ["Range: bytes=-10"], "206", "206"),
    ("suffix longer than the file", "GET", ["Range: bytes=-5000"], "206", "206"),
    ("suffix of nothing, `-0`", "GET", ["Range: bytes=-0"], "206 `1000-999`", "416, whole file as body"),
    ("start behind the end", "GET", ["Range: bytes=5000-"], "416", "416, whole file as body"),
    ("two ranges", "GET", ["Range: bytes=0-9,20-29"], "206, 2 parts", "206, 2 parts, chunked"),
    ("adjacent ranges", "GET", ["Range: bytes=0-9,10-19"], "206, 2 parts", "206, 2 parts, chunked"),
    ("overlapping ranges", "GET", ["Range: bytes=0-9,5-19"], "206, 2 parts", "206, 2 parts, chunked"),
    ("one of two satisfiable", "GET", ["Range: bytes=5000-,0-9"], "206", "416"),
    ("more bytes than the file", "GET", ["Range: bytes=0-,0-"], "200", "416"),
    ("101 ranges", "GET", ["Range: bytes=" + ",".join(["0-0"] * 101)], "206, no limit", "416"),
    ("end before start", "GET", ["Range: bytes=9-0"], "416", "416, whole file as body"),
    ("not a number", "GET", ["Range: bytes=a-b"], "416", "416, whole file as body"),
    ("sign, `+1-9`", "GET", ["Range: bytes=+1-9"], "206", "206"),
    ("end beyond 2^63", "GET", ["Range: bytes=0-99999999999999999999"], "416", "416"),
    ("unknown unit", "GET", ["Range: items=0-9"], "416", "416"),
    ("unit in capitals", "GET", ["Range: BYTES=0-9"], "416", "416"),
    ("empty list elements", "GET", ["Range: bytes=,0-9,,"], "–", "–"),
    ("tab around the comma", "GET", ["Range: bytes=0-9\t,\t20-29"], "–", "–"),
    ("two Range lines", "GET", ["Range: bytes=0-9", "Range: bytes=20-29"], "–", "–"),
    ("range of an empty file", "GET /empty", ["Range: bytes=-1"], "206 `0--1/0`", "416"),
    ("HEAD with Range", "HEAD", ["Range: bytes=0-9"], "206", "206"),
    ("If-Range, its tag", "GET", ["Range: bytes=0-9", "If-Range: {etag}"], "206", "206, never looked at"),
    ("If-Range, another tag", "GET", ["Range: bytes=0-9", 'If-Range: "x"'], "200", "206"),
    ("If-Range, weak tag", "GET", ["Range: bytes=0-9", "If-Range: W/{etag}"], "200", "206"),
    ("If-Range, its date", "GET", ["Range: bytes=0-9", "If-Range: {date}"], "206", "206, never looked at"),
    ("If-Range, another date", "GET", ["Range: bytes=0-9", "If-Range: " + OLD], "200", "206"),
    ("If-None-Match, its tag", "GET", ["If-None-Match: {etag}"], "304", "304"),
    ("If-None-Match, weak", "GET", ["If-None-Match: W/{etag}"], "304", "304"),
    ("If-None-Match, `*`", "GET", ["If-None-Match: *"], "304", "200"),
    ("If-None-Match in two lines", "GET", ['If-None-Match: "x"', "If-None-Match: {etag}"], "first line only", "304"),
    ("If-Match, another tag", "GET", ['If-Match: "x"'], "412", "200, never looked at"),
    ("If-Match, weak tag", "GET", ["If-Match: W/{etag}"], "412", "200, never looked at"),
    ("If-Match true, date false", "GET", ["If-Match: {etag}", "If-Unmodified-Since: " + OLD], "200", "wrong order"),
    ("tag differs, date does not", "GET", ['If-None-Match: "x"', "If-Modified-Since: {date}"], "200", "200"),
    ("OPTIONS", "OPTIONS", [], "caller's", "200, Allow"),
    ("POST", "POST", ["Content-Length: 0"], "caller's", "405, Allow: GET"),
]

NGINX = """
daemon off; master_process off; pid {dir}/pid; error_log {dir}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off; sendfile on; tcp_nopush on; tcp_nodelay on;
    types {{ video/mp4 mp4; }}
    client_body_temp_path {dir}/b; proxy_temp_path {dir}/p; fastcgi_temp_path {dir}/f;
    uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
    server {{ listen 127.0.0.1:{port}; location /videos/ {{ alias {videos}/; }} }}
}}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def ask(port, method, target, lines):
    """Status, header fields and body of one exchange on a connection of its own."""
    head = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", ""]
    with socket.create_connection(("127.0.0.1", port), 10) as s:
        s.sendall("\r\n".join(head).encode("latin-1"))
        answer = b""
        while chunk := s.recv(65536):
            answer += chunk
    top, _, body = answer.partition(b"\r\n\r\n")
    status, *fields = top.decode("latin-1").split("\r\n")
    return int(status.split()[1]), {f.split(":")[0].lower(): f.split(":", 1)[1].strip() for f in fields}, body


def told(method, status, fields, body):
    """An answer in a few words."""
    words = [str(status)]
    content_range = fields.get("content-range", "")
    if status == 206 and fields.get("content-type", "").startswith("multipart/"):
        words[0] += f", {len(re.findall(b'Content-Range', body))} parts"
        if int(fields.get("content-length", -1)) != len(body):
            words.append("wrong length")
    elif status == 206:
        words[0] += f" `{content_range.removeprefix('bytes ')}`"
    elif status == 416:
        words.append(f"`{content_range}`" if content_range else "no Content-Range")
    if "allow" in fields:
        words.append("Allow: " + fields["allow"])
    elif status == 405:
        words.append("no Allow")
    if method == "HEAD" and body:
        words.append("with a body")
    return ", ".join(words)


def wait(port, process):
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process.poll() is not None:
                sys.exit(f"{process.args[0]} ended with {process.returncode}")
            time.sleep(0.1)
    sys.exit("no answer within a minute")


def column(port):
    _, fields, _ = ask(port, "HEAD", "/videos/film.mp4", [])
    own = {"etag": fields["etag"], "date": fields["last-modified"]}
    answers = []
    for _, method, lines, _, _ in QUESTIONS:
        name = "empty" if method.endswith("/empty") else "film"
        method = method.split()[0]
        asked = [line.replace("{etag}", own["etag"]).replace("{date}", own["date"]) for line in lines]
        answers.append(told(method, *ask(port, method, f"/videos/{name}.mp4", asked)))
    return answers


def main():
    java = os.path.join(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else "java"
    jar = next(iter(sorted(ROOT.glob("video-streaming/target/video-streaming-*.jar"))), None)
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not jar or not nginx:
        sys.exit("expected nginx, and the jar in video-streaming/target (mvn package)")
    with tempfile.TemporaryDirectory() as work:
        videos = pathlib.Path(work, "videos")
        videos.mkdir(0o755)
        os.chmod(work, 0o755)
        (videos / "film.mp4").write_bytes(bytes(i % 251 for i in range(SIZE)))
        (videos / "empty.mp4").touch()
        for file in videos.iterdir():
            os.utime(file, (1.7e9, 1.7e9))
        ports = [free_port(), free_port(), free_port()]
        config = pathlib.Path(work, "nginx.conf")
        config.write_text(NGINX.format(dir=work, port=ports[1], videos=videos))
        environment = dict(os.environ, PORT=str(ports[0]), MANAGEMENT_PORT=str(ports[2]), VIDEO_DIR=str(videos))
        running = []
        try:
            running.append(subprocess.Popen([nginx, "-c", str(config), "-p", work], stderr=subprocess.DEVNULL))
            running.append(subprocess.Popen([java, "-jar", str(jar)], env=environment, stdout=subprocess.DEVNULL))
            wait(ports[1], running[0])
            wait(ports[0], running[1])
            ours, theirs = column(ports[0]), column(ports[1])
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait()
    print("| asked | Marquee | nginx | Go | Spring |")
    print("|---|---|---|---|---|")
    for (what, _, _, go, spring), our, their in zip(QUESTIONS, ours, theirs):
        print(f"| {what} | {our} | {their} | {go} | {spring} |")


main()
