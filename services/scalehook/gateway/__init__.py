"""The HTTP port of the cloud. It has no state.

Requests are let in by their Host and Origin, claimed by one of the `faces` (RPC APIs, MNS, the stack's
own paths), and checked for their signature; the owner of the operation is asked, and its reply rendered
in the documented form.
"""
