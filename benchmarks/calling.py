"""`python -m benchmarks.calling mns|ess PORT GROUP COUNT`: calls a server through an SDK, when told."""

import sys

from benchmarks import sdks
from benchmarks.servers import Server

WARM_UP = 5


def main(product: str, port: str, group: str, count: str) -> None:
    """A call is warmed up, then made so many times for each line."""
    server = Server(int(port), 0)
    call = sdks.mns_turn(server) if product == "mns" else sdks.ess_call(server, group)
    for _ in range(WARM_UP):
        call()
    print("ready", flush=True)
    for _ in sys.stdin:
        for _ in range(int(count)):
            call()
        print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
