"""What a certification tells: one report, and a form of it for each kind of reader."""

from scalehook.certify.report.model import Report

__all__ = ["Report"]
