"""A roster as it is amended: by commands, by a sheet; every change as a few edits of its YAML."""
