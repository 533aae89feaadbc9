"""The tests of landkarte/places."""
