"""Functions on IP addresses."""

from ipaddress import ip_address, ip_network


def is_ip_in_cidr(arguments: list[str]) -> bool:
    """[address, network], in either order: the network has the slash."""
    address, network = sorted(arguments, key=lambda text: "/" in text)
    return ip_address(address) in ip_network(network, strict=False)
