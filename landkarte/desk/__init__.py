"""What maintainers do: one module per command. A command may call every step, print and read the terminal. Knows no site."""
