"""What stands behind each command of build.py but build itself. A command may call every step, print and read the terminal."""
