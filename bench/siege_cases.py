"""The ways to misbehave that bench/siege knows."""

import dataclasses
import gzip
import os


@dataclasses.dataclass
class Case:
    """What a peer sends first, what it sends again each `every` seconds, and what it does with the answer."""

    opening: bytes
    reads: int = 0  # bytes each time; 0: none
    every: float = 1
    drip: bytes = b""
    again: bool = False  # as soon as there is an answer, on a new connection
    reset: bool = False  # goes with RST after the first bytes of the answer
    most: int = 0  # peers, where fewer say as much
    also: bytes = b""  # what every second peer sends instead
    others: str = ""  # what the other client asks for, where it is not the usual
    films: int = 0  # that are in the folder meanwhile: siege-0.mp4, siege-1.mp4 …
    length: int = 0  # of each in bytes; where there are any, each peer asks for another place (%d)


def head(method, target, *lines, version="1.1"):
    return "\r\n".join([f"{method} {target} HTTP/{version}", "Host: localhost", *lines, "", ""]).encode()


def body(method, target, content, *lines):
    return head(method, target, *lines, f"Content-Length: {len(content)}") + content


AUTHORIZATION = f"Authorization: Bearer {os.environ.get('TOKEN', '')}"
JSON = "Content-Type: application/json"
LINES = "Content-Type: application/x-ndjson"
PATCH = "Content-Type: application/merge-patch+json"
CHUNKED = "Transfer-Encoding: chunked"
USER = b'{"email":"siege@example.com","phoneNumber":"+1 888 123 1116"}\n'
SAME_USERS = USER + b"".join(b'{"email":"siege%d@example.com","phoneNumber":"+1 888 123 1116"}\n' % n for n in range(100))
TLS = bytes.fromhex("16030100c8010000c40303") + b"\7" * 190
ALL = 1 << 20
LARGE = 4 << 30  # bytes of a film that no container's memory holds


def ways(target):
    """Ways to misuse a connection, whatever there is to be asked for."""
    return {
        "idle": Case(b""),
        "half heads": Case(head("GET", target)[:-4]),
        "long half heads": Case(head("GET", target, *[f"X-{n}: {'x' * 900}" for n in range(7)])[:-4]),
        "heads that drip": Case(head("GET", target, "X: ")[:-4], every=0.5, drip=b"x"),
        "blank lines that drip": Case(b"\r\n", every=0.5, drip=b"\r\n"),
        "many fields": Case(head("GET", target, *["a:" for _ in range(4000)])[:-4]),
        "half multipart": Case(
            head("POST", "/livez", "Content-Type: multipart/form-data; boundary=b", "Content-Length: 6000000") + b"--b\r\n"),
        "bodies that drip": Case(head("POST", target, JSON, "Content-Length: 60000"), every=0.5, drip=b" "),
        "chunks of one byte": Case(
            head("POST", target, JSON, CHUNKED), every=0.2, drip=b"1;" + b"x" * 100 + b"\r\n \r\n"),
        "100-continue, and nothing": Case(
            head("POST", target, JSON, AUTHORIZATION, "Content-Length: 60000", "Expect: 100-continue")),
        "TLS on a plain port": Case(TLS, every=1, drip=b"\7"),
        "other methods": Case(head("TRACE", target) + head("CONNECT", "example.com:443") + head("BREW", target), ALL, again=True),
        "HTTP/1.0, kept alive": Case(head("GET", target, "Connection: keep-alive", version="1.0")),
        "HEAD, on and on": Case(head("HEAD", target) * 20, ALL, again=True),
        "come and go": Case(b"", again=True, reset=True),
        "tokens of 8 KB": Case(head("GET", target, "Authorization: Bearer " + "e" * 7900), ALL, again=True),
        "hundreds of entity tags": Case(head("GET", target, "If-None-Match: " + '"x",' * 1500 + '"y"'), ALL, again=True),
    }


class Video:
    small = "/video"
    small_lines = ["Range: bytes=0-99"]
    cases = ways("/video") | {
        "half bodies": Case(head("POST", "/video", "Content-Length: 60000") + b"x" * 100),
        "broken multipart": Case(
            body("POST", "/video", b"--x no multipart", "Content-Type: multipart/form-data; boundary=y"), ALL, again=True),
        "not reading": Case(head("GET", "/video")),
        "not reading a large film": Case(head("GET", "/videos/siege-0.mp4", "Range: bytes=%d-"), films=1, length=LARGE),
        "not reading parts": Case(head("GET", "/video", "Range: bytes=0-99,200-600000,700000-900000")),
        "not reading a hundred parts": Case(
            head("GET", "/video", "Range: bytes=" + ",".join(f"{n * 9000}-{n * 9000 + 7999}" for n in range(100)))),
        "not reading, asking on": Case(head("GET", "/video") * 40),
        "not reading pages": Case(head("GET", "/") * 40),
        "reading a little": Case(head("GET", "/video"), 64),
        "a hundred ranges": Case(
            head("GET", "/video", "Range: bytes=" + ",".join(f"{n * 3000}-{n * 3000 + 9}" for n in range(100))), ALL, again=True),
        "reset in the middle": Case(head("GET", "/video"), 1000, again=True, reset=True),
        "lists": Case(head("GET", "/videos"), ALL, again=True, most=100),
        "20,000 films": Case(head("GET", "/videos"), ALL, again=True, most=100, others="/livez", films=20_000),
        "lists of a stalled disk": Case(head("GET", "/videos"), ALL, again=True, most=1000, also=head("GET", "/")),
        "a list of a stalled disk": Case(head("GET", "/videos"), ALL, again=True, most=1000, also=head("GET", "/"), others="/videos"),
        "film that grows": Case(head("GET", "/videos/siege.mp4", "Range: bytes=0-9"), ALL, again=True, most=200),
        "link that changes": Case(head("GET", "/videos/siege.mp4", "Range: bytes=0-9"), ALL, again=True, most=200),
    }


class Users:
    small = "/users/1"
    small_lines = []
    cases = ways("/users/1") | {
        "half bodies": Case(head("POST", "/users", JSON, "Content-Length: 60000") + b"{"),
        "half bodies with a token": Case(head("POST", "/users", JSON, AUTHORIZATION, "Content-Length: 60000") + b"{"),
        "pages": Case(head("GET", "/users"), ALL),
        "pages, on and on": Case(head("GET", "/users"), ALL, again=True),
        "not reading": Case(head("GET", "/users")),
        "not reading, asking on": Case(head("GET", "/users") * 40),
        "reading a little": Case(head("GET", "/users"), 64),
        "exports not read": Case(head("GET", "/users", "Accept: text/csv")),
        "exports not read, in gzip": Case(head("GET", "/users", "Accept: text/csv", "Accept-Encoding: gzip")),
        "exports read a little": Case(head("GET", "/users", "Accept: application/x-ndjson"), 64),
        "exports, reset": Case(head("GET", "/users", "Accept: text/csv"), 1000, again=True, reset=True),
        "searches for nobody": Case(head("GET", "/users?q=zqxjk"), ALL, again=True, most=200),
        "searches for a letter": Case(head("GET", "/users?q=e&limit=1"), ALL, again=True, most=200),
        "twelve searches a connection": Case(head("GET", "/users?q=zqxjk") * 12, ALL, again=True, most=50),
        "long searches": Case(head("GET", "/users?q=" + "%25_" * 60), ALL, again=True, most=200),
        "cursors made up": Case(head("GET", "/users?cursor=" + "A" * 90), ALL, again=True),
        "unknown keys": Case(
            head("GET", "/users/1", "Authorization: Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6Im5vYm9keSJ9.e30.AAAA"), ALL, again=True),
        "imports of one byte": Case(body("POST", "/users/import?dryRun=true", b"{", LINES, AUTHORIZATION), ALL, again=True, most=1000),
        "imports that drip": Case(
            head("POST", "/users/import?dryRun=true", LINES, AUTHORIZATION, "Content-Length: 6000000") + USER, every=2, drip=b" "),
        "imports of long names": Case(
            body("POST", "/users/import?dryRun=true", (b'{"' + b"/" * 50_000 + b'":1}\n') * 20, LINES, AUTHORIZATION),
            ALL, again=True, most=100),
        "imports in gzip": Case(
            body("POST", "/users/import?dryRun=true", gzip.compress(USER * 1000), LINES, AUTHORIZATION, "Content-Encoding: gzip"),
            ALL, again=True, most=200),
        "one user, changed by all": Case(
            body("PATCH", "/users/1", b'{"phoneNumber":"+1 888 123 1111"}', PATCH, AUTHORIZATION), ALL, again=True, most=2000),
        "a locked row": Case(
            body("PATCH", "/users/2", b'{"phoneNumber":"+1 888 123 1111"}', PATCH, AUTHORIZATION), ALL, again=True, most=200),
        "changes against imports": Case(
            body("PUT", "/users/2", USER, JSON, AUTHORIZATION), ALL, again=True, most=100,
            also=body("POST", "/users/import?onConflict=update", SAME_USERS, LINES, AUTHORIZATION)),
        "a silent database": Case(head("GET", "/users/1"), ALL, again=True, most=500),
        "one address, wanted by all": Case(body("POST", "/users", USER, JSON, AUTHORIZATION), ALL, again=True, most=2000),
        "deep JSON": Case(body("POST", "/users", b"[" * 60_000, JSON, AUTHORIZATION), ALL, again=True, most=500),
        "long numbers": Case(body("POST", "/users", b'{"id":' + b"9" * 60_000 + b"}", JSON, AUTHORIZATION), ALL, again=True, most=500),
    }
