"""Where things lie and who serves them: tables, exact data, points, reach, the names of Kreise. Offline."""
