"""Where people meet Backstay: the command line, the web pages, and files that other tools open. Each is thin."""
