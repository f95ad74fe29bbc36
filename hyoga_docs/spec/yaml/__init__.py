"""YAML as people write it: read with the place of every value, and edited in place."""
