"""What readers get: pages, data sets, search, map, form, feeds. Knows no desk."""
