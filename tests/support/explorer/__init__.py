"""Samples of the API explorer: for each operation, with all of its parameters, sent to a gateway that
keeps what has come to it.
"""
