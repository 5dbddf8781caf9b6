"""What the measurements beside this file share: tools, processes, load by wrk, and verdicts."""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
IMAGES = os.environ.get("IMAGES", "marquee-test/")


def options(service):
    """Those of its image, but for the memory that is counted in shares of a container's."""
    lines = [line for name in ("java", service) for line in (ROOT / f"image/{name}.options").read_text().split("\n")]
    return [line for line in lines if line.startswith("-") and "RAM" not in line]


def tool(name):
    debian = ":".join(["/usr/sbin", *map(str, sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))])
    found = shutil.which(name) or shutil.which(name, path=debian)
    return found or sys.exit(f"expected {name}, found none (see the first lines of {sys.argv[0]})")


def java():
    return os.path.join(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else tool("java")


def jar(service):
    found = sorted(ROOT.glob(f"{service}/target/{service}-*.jar"))
    return str(found[0]) if found else sys.exit(f"expected the jar in {service}/target (mvn -q package -DskipTests), found none")


def free_port():
    with socket.socket() as here:
        here.bind(("127.0.0.1", 0))
        return here.getsockname()[1]


def answers(url, process, seconds=60):
    """Waits until a process answers 200 there; ends the script where it does not."""
    for _ in range(seconds * 10):
        try:
            return urllib.request.urlopen(url, timeout=2).read()
        except OSError:
            time.sleep(0.1)
        if process.poll() is not None:
            break
    sys.exit(f"{url}: no answer; {process.args[0]} {'ended' if process.poll() is not None else 'runs'}")


def processor_seconds(pid):
    """Of a process, the children that it has, and those that it had."""
    ticks = 0
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue # it has ended meanwhile
        if stat.parent.name == str(pid) or fields[1] == str(pid):
            ticks += sum(map(int, fields[11:15 if stat.parent.name == str(pid) else 13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def busy_seconds():
    """Of all processors of the host, whoever they work for, and the kernel for nobody in particular."""
    user, nice, system, _, _, irq, softirq, *_ = map(int, pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def memory(pid):
    """MiB that a process has for itself, shared pages by their part."""
    rollup = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", rollup, re.M)[1]) // 1024


def wrk(port, script, connections, seconds, pin=(), **variables):
    """How many requests were answered, all of them with 2xx, and the 99th percentile in milliseconds."""
    command = [*pin, tool("wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency", "-s", script, f"http://127.0.0.1:{port}"]
    printed = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=dict(os.environ, **variables))
    if printed.returncode or "Non-2xx" in printed.stdout or "Socket errors" in printed.stdout:
        sys.exit(f"wrk, {connections} connections: {printed.stdout}{printed.stderr}")
    p99, unit = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", printed.stdout).groups()
    requests = int(re.search(r"(\d+) requests in", printed.stdout)[1])
    return requests, float(p99) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


def of_image(service, memory, *options, **variables):
    """The words that run an image on the host's network, and a function that finds its process."""
    name = f"marquee-{service}-{os.getpid()}-{free_port()}"
    command = ["docker", "run", "--rm", "--name", name, "--network", "host", "-m", memory, *options, *(f"-e{each}={value}" for each, value in variables.items()), IMAGES + service]
    return command, lambda: int(subprocess.run(["docker", "inspect", "-f", "{{.State.Pid}}", name], check=True, capture_output=True, text=True).stdout)


def verdict(value, bar, form=".2f"):
    """Two cells of a table: a value, and the bar ("≥ 0.5", "≤ 1.2") with what came of it."""
    at_least, limit = bar.startswith("≥"), float(bar[1:])
    met = value >= limit if at_least else value <= limit
    return f"{value:{form}} | {bar}: {'met' if met else 'missed'}"


def row(*cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def heading(*cells):
    row(*cells)
    print("|" + "---|" * len(cells))


def progress(*words):
    print(time.strftime("%H:%M:%S"), *words, file=sys.stderr, flush=True)
