"""The tests of landkarte/desk."""
