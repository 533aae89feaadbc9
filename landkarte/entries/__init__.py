"""An entry: its model, how its file is read and repaired, what its digest is, what is released, what was withdrawn."""
