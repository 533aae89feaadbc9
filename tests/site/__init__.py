"""The tests of landkarte/site."""
