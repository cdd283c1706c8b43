"""The API explorer: every operation as a form, as a signed request, and as code in six languages."""
