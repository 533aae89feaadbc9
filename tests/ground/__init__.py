"""The tests of landkarte/ground."""
