"""What is kept on disk: the library (one SQLite file) and the settings. The only room with SQL."""
