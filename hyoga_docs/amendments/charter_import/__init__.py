"""An existing 要綱, 規則 or 規約 read into `charter.yaml`, and held against what that file prints."""
