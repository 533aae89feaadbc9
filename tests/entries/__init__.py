"""The tests of landkarte/entries."""
