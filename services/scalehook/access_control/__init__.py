"""Plays RAM and STS: users and their access keys, roles, policies, and the credentials of STS.

It answers whose a key is and who may do what; secrets stay in its own journal. The gateway asks it on
every request, the template engine before it acts as a role.
"""
