"""The rules, one file per group, with the stems of the standard's files; each ends with the list of its rules."""
