"""The HTTP port of the cloud. It has no state.

Requests are let in by their Host and Origin, claimed by one of the `faces` (RPC APIs, MNS, the stack's
own paths), and checked for their signature; the owner of the operation is asked, and its reply rendered
in the documented form.

The way of a call, say of MNS's SendMessage: `wiring/http_protocol.py` reads its head, and
`wiring/direct_cycle.py` its body; `app.py` lets it in; `exchange.py` asks, with what `mns/face.py` has
read, and writes what that renders. The stack's own paths, and what has to wait for another request, go
through ASGI instead.
"""
