#!/usr/bin/env python3
"""A stateful stand-in of the REST API of GitHub, and of GHCR before a real registry; --help tells all."""
import sys

sys.dont_write_bytecode = True

import argparse  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402

import packages_api  # noqa: E402,F401 - enters its operations
import repository  # noqa: E402,F401 - enters its operations
from admin import Administration  # noqa: E402
from api import Api  # noqa: E402
from faults import Faults  # noqa: E402
from git import Repository  # noqa: E402
from registry import Registry  # noqa: E402
from service import Server  # noqa: E402
from web import Storage, Web  # noqa: E402
from world import World  # noqa: E402


def options():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "usage.txt"), encoding="utf-8") as file:
        usage = file.read()
    parser = argparse.ArgumentParser("github-stand-in", formatter_class=argparse.RawDescriptionHelpFormatter,
                                     epilog=usage, description="A stateful stand-in of GitHub's REST API, for tests.")
    parser.add_argument("--port", type=int, default=0, help="port of the API; 0 takes a free one")
    for name in ("uploads", "storage", "web", "registry"):
        parser.add_argument(f"--{name}-port", type=int, default=0, help=f"port of {name}; 0 takes a free one")
    parser.add_argument("--base", default="/api/v3", help="path of the API's address (default /api/v3)")
    parser.add_argument("--uploads-base", default="/api/uploads", help="path of the uploads (default /api/uploads)")
    parser.add_argument("--git", required=True, metavar="BARE", help="the bare repository behind the API")
    parser.add_argument("--repository", default="acme/app", metavar="OWNER/NAME")
    parser.add_argument("--owner-type", choices=["org", "user"], default="org")
    parser.add_argument("--state", metavar="FILE", help="JSON state, read at the start if there, kept up to date")
    parser.add_argument("--public", dest="visibility", action="store_const", const="public", default="public")
    parser.add_argument("--private", dest="visibility", action="store_const", const="private")
    parser.add_argument("--registry", metavar="URL", help="the docker-registry behind the stand-in of GHCR")
    parser.add_argument("--registry-auth", action="store_true", help="the stand-in of GHCR demands tokens")
    parser.add_argument("--ready", metavar="FILE", help="write the ready line there too, and outlive standard input")
    parsed = parser.parse_args()
    parsed.owner, parsed.name = parsed.repository.split("/")
    return parsed


def main():
    asked = options()
    world, faults = World(asked, Repository(asked.git)), Faults()
    administration = Administration(world, faults)
    api = Api(world, asked.base)
    services = {
        "api": (asked.port, api),
        "uploads": (asked.uploads_port, Api(world, asked.uploads_base, "uploads", api.contract)),
        "storage": (asked.storage_port, Storage(world)), "web": (asked.web_port, Web(world)),
    }
    if asked.registry:
        services["registry"] = (asked.registry_port, Registry(world, asked.registry_auth))
    servers = {name: Server(port, service, world, faults, administration)
               for name, (port, service) in services.items()}
    world.urls = {name: server.origin for name, server in servers.items()}
    world.urls["api"] += asked.base.rstrip("/")
    world.urls["uploads"] += asked.uploads_base.rstrip("/")
    for server in servers.values():
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    ports = {name: server.server_address[1] for name, server in servers.items()}
    line = json.dumps({"ready": True, "port": ports["api"], "ports": ports, **world.urls,
                       "admin": f"{servers['api'].origin}/_stand-in"})
    print(line, flush=True)
    if asked.ready:
        with open(asked.ready + ".new", "w", encoding="utf-8") as file:
            file.write(line + "\n")
        os.replace(asked.ready + ".new", asked.ready)
        parent = os.getppid()
        # Whoever ends without ending this would leave it behind.
        while os.getppid() == parent:
            time.sleep(0.2)
    else:
        # The end of standard input is the end of whoever started this.
        while sys.stdin.buffer.read(4096):
            pass
    world.save()
    os._exit(0)


main()
