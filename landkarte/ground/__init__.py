"""What every step needs: findings, settings, text, workers, progress, the exchange of folders."""
