"""What every launcher needs: the table of services, and the HTTP server."""
