"""The tests of landkarte/standard."""
