"""Names of what is attached: `loadbalancer/lb-1`, `servergroup/sgp-1:80`, `dbinstance/rm-1`."""

from scalehook_contracts.fleet.back_ends import BackEnd, BackEndKind

DATABASE = "dbinstance"
WORDS: dict[BackEndKind, str] = {
    "LoadBalancer": "loadbalancer",
    "VServerGroup": "vservergroup",
    "ServerGroup": "servergroup",
}
KINDS = {word: kind for kind, word in WORDS.items()}


def name_of_database(database_id: str) -> str:
    """Of a database."""
    return f"{DATABASE}/{database_id}"


def name_of(back_end: BackEnd) -> str:
    """Of a back end; groups are named with the port."""
    port = "" if back_end.kind == "LoadBalancer" else f":{back_end.port}"
    return f"{WORDS[back_end.kind]}/{back_end.back_end_id}{port}"


def id_in(name: str) -> str:
    """The id of what has this name. Activities of earlier versions have it instead of a name."""
    word, slash, rest = name.partition("/")
    if not slash or word in ("loadbalancer", DATABASE):
        return rest if slash else name
    return rest.rpartition(":")[0]


def named(name: str) -> BackEnd:
    """The back end that has this name, whoever it is attached to."""
    word, _, rest = name.partition("/")
    kind = KINDS[word]
    if kind == "LoadBalancer":
        return BackEnd(kind=kind, back_end_id=rest)
    back_end_id, _, port = rest.rpartition(":")
    return BackEnd(kind=kind, back_end_id=back_end_id, port=int(port))
