"""What every launcher needs: the table of services, the HTTP server, and how a process runs."""
