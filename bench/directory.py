"""A directory to measure: PostgreSQL with so many users, users-service on it, and the same Tomcat with one servlet."""

import json
import os
import random
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import zipfile

from measure import IMAGES, ROOT, answers, free_port, java, of_image, options, tool, wrk

SEARCH = """
local users = tonumber(os.getenv("USERS"))
request = function()
    local n = math.random(1, users)
    return wrk.format("GET", "/search?email=user" .. n .. "@example" .. (n % 1000) .. ".com")
end
"""

PASSWORDS = ["-e", "POSTGRES_PASSWORD=bench", "-e", "DATABASE_OWNER_PASSWORD=bench", "-e", "DATABASE_PASSWORD=bench"]


class Database:
    """PostgreSQL on a port of the host, without a proxy between."""

    def __init__(self):
        self.port = free_port()
        command = ["docker", "run", "-d", "--network", "host", *PASSWORDS, IMAGES + "test-database", "postgres",
                   "-c", f"port={self.port}", "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=400", "-c", "shared_buffers=256MB", "-c", "max_wal_size=8GB"]
        started = subprocess.run(command, capture_output=True, text=True)
        if started.returncode:
            sys.exit(f"no database: {started.stderr.strip()}")
        self.id = started.stdout.strip()
        self.environment = dict(os.environ, PGPASSWORD="bench", PGHOST="127.0.0.1", PGPORT=str(self.port), PGUSER="users_owner", PGDATABASE="users")

    @property
    def pid(self):
        return int(subprocess.run(["docker", "inspect", "-f", "{{.State.Pid}}", self.id], check=True, capture_output=True, text=True).stdout)

    def psql(self, *statements):
        commands = [word for statement in statements for word in ("-c", statement)]
        done = subprocess.run([tool("psql"), "-qXAt", "-v", "ON_ERROR_STOP=1", *commands], stdout=subprocess.PIPE, text=True, env=self.environment)
        return done.stdout.strip() if done.returncode == 0 else sys.exit(f"psql ended with {done.returncode}")

    def checkpoint(self):
        """So that what was written before is not paid for by what is measured next."""
        subprocess.run(["docker", "exec", "-e", f"PGPORT={self.port}", self.id, "psql", "-qU", "postgres", "-c", "checkpoint"], check=True, capture_output=True)

    def wait(self):
        for _ in range(300):
            if subprocess.run([tool("psql"), "-qXAtc", "select 1"], capture_output=True, env=self.environment).returncode == 0:
                return
            time.sleep(0.2)
        sys.exit("no database within a minute")

    def fill(self, users):
        """With users; the index of parts is made when they are there, which is several times faster."""
        parts = self.psql("select indexdef from pg_indexes where indexname = 'directory_part_idx'")
        self.psql("truncate directory", "drop index directory_part_idx", f"""insert into directory (email, phone_number, phone_e164)
            select 'User' || n || '@example' || n % 1000 || '.com', '+1 212 ' || lpad((200 + n / 10000 % 800)::text, 3, '0') || ' ' || lpad((n % 10000)::text, 4, '0'),
            '+1212' || lpad((200 + n / 10000 % 800)::text, 3, '0') || lpad((n % 10000)::text, 4, '0')
            from generate_series(1, {users}) as n""", "set maintenance_work_mem = '1GB'", parts, "vacuum analyze directory")
        self.checkpoint()

    def pgbench(self, script, connections, seconds):
        """Selects a second."""
        command = [tool("pgbench"), "-n", "-M", "prepared", "-f", script, "-c", str(connections), "-j", "1", "-T", str(seconds)]
        printed = subprocess.run(command, capture_output=True, text=True, env=self.environment)
        if printed.returncode or "number of failed transactions: 0 " not in printed.stdout:
            sys.exit(f"pgbench, {connections} connections: {printed.stdout}{printed.stderr}")
        return float(re.search(r"tps = ([\d.]+)", printed.stdout)[1])

    def stop(self):
        subprocess.run(["docker", "rm", "-fv", self.id], check=True, capture_output=True)


class Service:
    """users-service, from a jar with the options and the heap of its image, or from the image itself."""

    def __init__(self, jar, database, users, **variables):
        self.port, self.management, self.users = free_port(), free_port(), users
        variables |= {"PORT": str(self.port), "MANAGEMENT_PORT": str(self.management), "DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": str(database.port),
                      "DATABASE_USER": "users_owner", "DATABASE_PASSWORD": "bench", "MAX_CONNECTIONS": "2000"}
        if jar:
            command, find = [java(), *options("users-service"), "-Xmx127m", *os.environ.get("JAVA_OPTIONS", "").split(), "-jar", jar], lambda: self.process.pid
        else:
            command, find = of_image("users-service", "384m", **variables)
        self.process = subprocess.Popen(command, env=os.environ | variables, stdout=subprocess.DEVNULL)
        answers(f"http://127.0.0.1:{self.port}/readyz", self.process)
        self.pid = find()

    def load(self, script, connections, seconds):
        """Requests a second, and the 99th percentile in milliseconds."""
        requests, p99 = wrk(self.port, script, connections, seconds, USERS=str(self.users))
        return requests / seconds, p99

    def statements(self):
        """How many statements have answered look-ups by address, and how many look-ups."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.management}/actuator/prometheus") as answer:
            text = answer.read().decode()
        return [float(re.search(rf'directory_lookup_batch_{what}{{key="email"}} (\S+)', text)[1]) for what in ("count", "sum")]

    def compare(self, database):
        """Answers for twenty users with their rows."""
        for n in random.sample(range(1, self.users + 1), 20):
            email = f"User{n}@example{n % 1000}.com"
            user, stored, number = database.psql(f"select user_id, email, phone_number from directory where email_key = '{email.lower()}'").split("|")
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/search?email={urllib.parse.quote(email.upper())}") as answer:
                if json.load(answer) != {"id": int(user), "email": stored, "phoneNumber": number}:
                    sys.exit(f"a wrong answer for user {n}")

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Bare:
    """One servlet in the Tomcat of the service, with its options: what /livez is compared with."""

    users = 0
    load, stop = Service.load, Service.stop

    def __init__(self, jar, work):
        with zipfile.ZipFile(jar) as boot:
            libraries = [boot.extract(name, work) for name in boot.namelist() if re.search(r"lib/(tomcat-embed-core|tomcat-embed-el|jakarta\.annotation-api)-", name)]
        self.port = free_port()
        self.process = subprocess.Popen([java(), *options("users-service"), "-Xmx127m", "-cp", ":".join(libraries), str(ROOT / "bench/BareServlet.java"), str(self.port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        answers(f"http://127.0.0.1:{self.port}/livez", self.process)
