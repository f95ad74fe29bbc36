"""What people write: YAML files read with their places into frozen models."""
