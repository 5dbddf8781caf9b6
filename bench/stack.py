"""Containers of both services on a network of their own, and clients that count what they are told.

For the scripts beside this file; needs Docker and openssl. IMAGES (marquee-test/) is what the images' names begin with.
"""

import collections
import contextlib
import http.client
import itertools
import json
import os
import pathlib
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

from measure import IMAGES, ROOT, free_port

HARDENING = ["--read-only", "--tmpfs=/tmp:size=64m", "--cap-drop=ALL", "--security-opt=no-new-privileges:true", "--pids-limit=200"]
PASSWORD = "only-for-this-test"


def run(*words, **options):
    """What a command printed; ends the script where it fails."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=options.pop("timeout", 120), **options)
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, words))}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout.strip()


def until(what, condition, seconds=60, every=0.05):
    """Waits for a condition, within a bound; returns the seconds that it took."""
    begin = time.monotonic()
    while not condition():
        if time.monotonic() - begin > seconds:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(every)
    return time.monotonic() - begin


class Container:
    def __init__(self, name, port=None):
        self.name, self.port = name, port

    def inspect(self, form):
        return run("docker", "inspect", "-f", form, self.name)

    @property
    def address(self):
        return self.inspect("{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}")

    def stop(self):
        """Stops it as an engine does, with time to drain; its exit code."""
        run("docker", "stop", "-t", "60", self.name)
        return int(self.inspect("{{.State.ExitCode}}"))

    def running(self):
        return self.inspect("{{.State.Running}}") == "true"

    def psql(self, sql, database="users"):
        return run("docker", "exec", self.name, "psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database, "-c", sql)

    def accepts(self):
        """Whether PostgreSQL in it asks someone new for a password, and not for patience."""
        words = struct.pack("!i", 196608) + b"user\0users_service\0database\0users\0\0"
        with contextlib.suppress(OSError, RuntimeError), socket.create_connection((self.address or "255.255.255.255", 5432), 1) as peer:
            peer.sendall(struct.pack("!i", len(words) + 4) + words)
            return peer.recv(1) == b"R"
        return False

    def errors(self):
        """What the service in it logged as errors, short."""
        for line in self.log().splitlines():
            with contextlib.suppress(ValueError):
                entry = json.loads(line)
                if entry["log"]["level"] == "ERROR":
                    yield f"{entry['message']} {' / '.join(part[:160] for part in entry.get('error', {}).get('stack_trace', '').splitlines() if not part.startswith('	'))}"

    def log(self):
        done = subprocess.run(["docker", "logs", self.name], capture_output=True, text=True)
        return done.stdout + done.stderr


class Stack(contextlib.ExitStack):
    """A network with containers that are gone when the script ends, however it ends."""

    def __enter__(self):
        super().__enter__()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        self.network = f"marquee-{os.getpid()}-{time.time_ns() % 1_000_000}"
        run("docker", "network", "create", self.network)
        self.callback(run, "docker", "network", "rm", self.network)
        return self

    def container(self, image, name, *options, port=None, command=(), alias=None):
        full = f"{self.network}-{name}"
        self.callback(subprocess.run, ["docker", "rm", "-f", "-v", full], capture_output=True)
        here = free_port() if port else None  # kept by a container that is started again
        if port:
            options = ["-p", f"127.0.0.1:{here}:{port}", *options]
        run("docker", "run", "-d", "--name", full, "--network", self.network, "--network-alias", alias or name, *HARDENING, *options, image, *command)
        return Container(full, here)

    def volume(self, *options):
        name = run("docker", "volume", "create", *options)
        self.callback(subprocess.run, ["docker", "volume", "rm", "-f", name], capture_output=True)
        return name

    def database(self, name="db", *options, command=()):
        database = self.container(
            IMAGES + "test-database", name, "-u", "70:70", "--tmpfs=/run/postgresql:size=1m,uid=70,gid=70", "-e", f"POSTGRES_PASSWORD={PASSWORD}",
            *options, command=["postgres", *command] if command else [])
        until(name, database.accepts)
        return database

    def users(self, *variables, name="users-service", host="db", wait=True):
        options = itertools.chain.from_iterable(("-e", variable) for variable in variables)
        service = self.container(
            IMAGES + "users-service", name, "-m", "384m", "-e", f"DATABASE_HOST={host}", "-e", f"DATABASE_PASSWORD={PASSWORD}",
            "-e", f"JWT_PUBLIC_KEY={keys()[1]}", *options, port=8123)
        if wait:
            until(name, lambda: ask(service.port, "GET", "/readyz").status == 200, 90)
        return service

    def video(self, *options, name="video-streaming", wait=True):
        service = self.container(IMAGES + "video-streaming", name, "-m", "256m", *options, port=3000)
        if wait:
            until(name, lambda: ask(service.port, "GET", "/readyz").status == 200, 90)
        return service


def keys(made={}):
    """A token that lets write, and the public key that it is checked with; both for this run alone."""
    if not made:
        with tempfile.TemporaryDirectory() as folder:
            private, public = f"{folder}/private.pem", f"{folder}/public.pem"
            script = ROOT / "users-service/token.sh"
            run(script, "keys", "--private", private, "--public", public)
            made["token"] = run(script, "token", "--private", private, "--ttl", 86_400)
            made["public"] = pathlib.Path(public).read_text()
    return made["token"], made["public"]


Answer = collections.namedtuple("Answer", "status headers body")


def ask(port, method, target, body=None, headers={}, timeout=10):
    """One request on a connection of its own; the status is 0 where there was no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, target, body, dict(headers))
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    except (OSError, http.client.HTTPException) as failure:
        return Answer(0, {}, repr(failure).encode())
    finally:
        connection.close()


class Client(threading.Thread):
    """Asks again and again on one connection, as browsers do, and notes each answer."""

    def __init__(self, load):
        super().__init__(daemon=True)
        self.load, self.connection = load, None

    def ask(self, method, target, body=None, headers={}):
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.load.port, timeout=20)
            self.connection.request(method, target, body, dict(headers))
            response = self.connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
            if response.will_close:
                self.close()
            return answer
        except (OSError, http.client.HTTPException) as failure:
            self.close()
            return Answer(0, {}, repr(failure).encode())

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def run(self):
        while not self.load.over.is_set():
            begin = time.monotonic()
            verdict = self.once()
            self.load.note(begin, time.monotonic(), *verdict, type(self).__name__)
            self.load.over.wait(self.load.pause)
        self.close()


class Reader(Client):
    def once(self):
        answer = self.ask("GET", "/search?email=HOMER@thesimpsons.com")
        return judge(answer, answer.status == 200 and b"+1 888 123 1111" in answer.body)


class Writer(Client):
    """Adds users by number, each number once, and remembers which were acknowledged."""

    def once(self):
        number = next(self.load.numbers)
        body = json.dumps({"email": f"number{number}@example.com", "phoneNumber": f"+1 888 {number:07}"})
        headers = {"Authorization": f"Bearer {keys()[0]}", "Content-Type": "application/json"}
        answer = self.ask("POST", "/users", body, headers)
        if answer.status == 201:
            self.load.acknowledged.add(number)
        return judge(answer, answer.status == 201)


class Changer(Client):
    """Changes one user of its own; the version of the row tells how often that was done."""

    def __init__(self, load):
        super().__init__(load)
        self.target, self.sent, self.done = None, 0, 0

    def once(self):
        authorization = {"Authorization": f"Bearer {keys()[0]}"}
        if self.target is None:
            body = json.dumps({"email": f"changer{next(self.load.numbers)}@example.com", "phoneNumber": "+1 888 555 0000"})
            answer = self.ask("POST", "/users", body, authorization | {"Content-Type": "application/json"})
            self.target = answer.headers.get("Location") if answer.status == 201 else None
            return judge(answer, answer.status == 201)
        self.sent += 1
        body = json.dumps({"phoneNumber": f"+1 888 {self.sent:07}"})
        answer = self.ask("PATCH", self.target, body, authorization | {"Content-Type": "application/merge-patch+json"})
        self.done += answer.status == 200
        return judge(answer, answer.status == 200)


def judge(answer, right):
    if right:
        return "right", ""
    if answer.status == 503 and answer.headers.get("Retry-After"):
        return "refused", ""
    return "wrong", f"{answer.status} {answer.body[:200].decode(errors='replace')}"


class Load:
    """Readers and writers of users-service, and what they were told. Wrong is all but the right answer and 503 with Retry-After."""

    def __init__(self, port, readers=4, writers=2, changers=2, pause=0.02, first=1):
        self.port, self.pause = port, pause
        self.over, self.lock = threading.Event(), threading.Lock()
        self.numbers, self.acknowledged, self.notes = itertools.count(first), set(), []
        self.changers = [Changer(self) for _ in range(changers)]
        self.clients = [*self.changers, *(Reader(self) for _ in range(readers)), *(Writer(self) for _ in range(writers))]

    def note(self, *note):
        """Of each request: when it began and ended, the verdict, a word to what was wrong, and who asked."""
        with self.lock:
            self.notes.append(note)

    def __enter__(self):
        for client in self.clients:
            client.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for client in self.clients:
            client.join(30)

    def count(self, verdict):
        return sum(note[2] == verdict for note in self.notes)

    def details(self):
        return collections.Counter(note[3] for note in self.notes if note[2] == "wrong")

    def slowest(self, since=0):
        """Seconds that the slowest answer took, and whose it was."""
        return max(((end - begin, who) for begin, end, _, _, who in self.notes if end >= since), default=(0, ""))

    def right_after(self, moment):
        """Seconds from a moment until the last answer that was not right had come."""
        return max((end - moment for _, end, verdict, _, _ in self.notes if verdict != "right" and end > moment), default=0)

    def lost_and_twice(self, database):
        """Writes that were acknowledged and are not there, and writes that were done more often than they were asked for."""
        rows = database.psql("select phone_number from directory where email like 'number%@example.com'").splitlines()
        there = collections.Counter(int(row[-7:]) for row in rows if row[-7:].isdigit())
        lost, twice = len(self.acknowledged - there.keys()), sum(count - 1 for count in there.values())
        for changer in self.changers:
            if changer.target:
                version = int(database.psql(f"select version from directory where user_id = {changer.target.rsplit('/', 1)[1]}") or -1)
                lost, twice = lost + max(0, changer.done - version), twice + max(0, version - changer.sent)
        return lost, twice


def table(rows):
    """A Markdown table of dictionaries with the same keys."""
    print("\n| " + " | ".join(rows[0]) + " |\n|" + "---|" * len(rows[0]))
    for row in rows:
        print("| " + " | ".join(str(value) for value in row.values()) + " |", flush=True)
