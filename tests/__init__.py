"""Tests of the Landkarte."""
