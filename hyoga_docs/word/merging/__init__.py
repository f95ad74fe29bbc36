"""A Word file that people typed into, brought up to date with what is generated now: what they typed stays."""
