"""The tests of landkarte/judging."""
