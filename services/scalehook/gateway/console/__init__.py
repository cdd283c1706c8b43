"""The console: pages for a browser, what they show, and what they do. Imported when somebody looks."""
