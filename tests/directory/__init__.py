"""The tests of landkarte/directory."""
