"""Landkarte JobcoachingAP: from YAML entries to a published directory and map."""
