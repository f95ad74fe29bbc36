"""How things are printed in Japanese public documents; pure."""
